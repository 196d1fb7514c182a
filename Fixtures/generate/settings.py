#!/usr/bin/env python3
"""What spreadsheets write: windows-1252 with decimal commas and day/month dates, and UTF-16 with tabs."""
import sys

sys.dont_write_bytecode = True

from writers import put

SHEET = [
    "ID;Title;Status;Channel;Created By Agent;Admin Approved;Created At;Submitted At;Approved At;Rejected At;Started At;Completed At;Estimated Hours;Actual Hours",
    "p-1;Calça jeans infantil – edição “verão”;Concluído;Amazon;alex;yes;02/03/2026 09:00;;02/03/2026 10:00;;;02/03/2026 14:00;4,5;5,25",
    "p-2;Anúncio de enxoval: R$ 1.299,90 à vista;CONCLUÍDO;ml;Marina;yes;02/03/2026 09:30;;02/03/2026 11:30;;;03/03/2026 09:30;8;10,5",
    "p-3;Descrição do pijama térmico;Em andamento;amazon;alex;yes;03/03/2026 08:00;;03/03/2026 09:15;;03/03/2026 10:00;;;",
    "p-4;Preço “2 por 1” do kit meias;Recusado;Shopee;Sunny;no;03/03/2026 08:30;;;03/03/2026 12:00;;;;",
    "p-5;Vídeo do canguru ergonômico;Aguardando aprovação;amazon;Alex;;04/03/2026 08:00;04/03/2026 08:05;;;;;;",
    "p-6;Fotos do berço portátil;concluído;Magazine Luiza;bru;yes;03/03/2026 13:00:00;;03/03/2026 14:00:00;;;03/03/2026 19:00:00;3;3,5",
]
WIDE = [
    "id\ttitle\tstatus\tchannel\tcreated_by_agent\tadmin_approved\tcreated_at\tapproved_at\tstarted_at\tcompleted_at\tupdated_at\testimated_hours\tactual_hours",
    "u-1\tTítulo em 日本語 e emoji 👶🏽\tdone\tmagalu\tBruna\ttrue\t2026-03-04T09:00\t2026-03-04T10:00\t\t2026-03-04T17:00\t\t\t",
    "u-2\tKit higiene do bebê\tpending\t\tbruna\t\t2026-03-04 11:00\t\t\t\t\t\t",
    "u-3\tPedido do time de conteúdo\ttodo\tKaway\t\t\t2026-03-04T12:00:00Z\t\t\t\t\t\t",
    "p-3\tDescrição do pijama térmico\tdone\tamazon\talex\ttrue\t2026-03-03T08:00\t2026-03-03T09:15\t2026-03-03T10:00\t2026-03-05T09:00\t2026-03-05T09:00\t2\t40",
]

if __name__ == "__main__":
    put("settings", "input/planilha.csv", ("\r\n".join(SHEET) + "\r\n").encode("cp1252"))
    put("settings", "input/unicode.csv", b"\xff\xfe" + ("\r\n".join(WIDE) + "\r\n").encode("utf-16-le"))
