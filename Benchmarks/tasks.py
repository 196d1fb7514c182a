"""The tasks that benchmarks are made of: any row of any number of rows, from its number alone.

Drawing is cheap, because texts, lives and details are drawn once, into pools. A block of rows has a generator of its own, so that
the rows do not depend on how many processes make them, nor on what was made before.
"""
import array
import hashlib
import random
import sys
from collections import namedtuple

BLOCK = 10_000      # rows that are drawn with one generator
POOL = 4096         # texts, lives and details to choose from; a power of two
DAYS = 150          # tasks are created on so many days
DAY = 86_400_000    # milliseconds
FIRST = 1_746_057_600_000  # 2025-05-01T00:00:00Z
REPEATED = 200      # one in so many rows has the id of an earlier row
BROKEN = 100        # of the messy ones, one in so many is broken

COLUMNS = ["id", "title", "description", "status", "channel", "priority", "category", "created_by_agent", "admin_approved",
           "source_type", "created_at", "approved_at", "started_at", "completed_at", "assigned_to", "assigned_by",
           "estimated_hours", "actual_hours", "tags", "metadata"]
TIMES = ["created_at", "approved_at", "started_at", "completed_at"]

# What a row has besides its id and times: the same for every row that draws it.
Life = namedtuple("Life", "status channel priority category created_by_agent admin_approved is_approved is_started is_completed")
Details = namedtuple("Details", "assigned_to assigned_by estimated_hours actual_hours tags metadata")

AGENTS = {"alex": 21, "marina": 24, "sunny": 18, "tren": 13, "viral": 15, "premium": 9}
CHANNELS = dict(zip(AGENTS, ["amazon", "mercadolivre", "shopee", "shein", "tiktokshop", "kaway"]))
STATUSES = {"pending": 16, "approved": 13, "in_progress": 14, "completed": 46, "rejected": 9, "cancelled": 2}
CATEGORIES = {"optimization": 5, "best-practice": 2, "scaling": 1, "analysis": 2}
PRIORITIES = {"high": 3, "medium": 5, "low": 2}
TAGS = ["fotos", "preço", "frete", "coleção", "estoque", "título", "anúncios", "vídeo", "avaliações", "tamanhos"]
ACTIONS = ["Refazer", "Conferir", "Melhorar", "Encurtar", "Ampliar", "Comparar", "Renovar", "Organizar", "Rewrite", "Check"]
THINGS = ["as fotos do macacão", "a tabela de tamanhos", "o título do body", "the kit's bullet points", "o preço do enxoval",
          "os termos de busca", "a resposta às dúvidas", "o vídeo do pijama", "a capa da loja", "o prazo de envio"]
REASONS = ["antes do inverno", "para o Dia das Crianças", "na linha recém-nascido", "after the return rate rose", "do algodão orgânico",
           "por causa das devoluções", "com o novo fornecedor", "para o tamanho G", "e medir por uma semana", "sem mudar a margem"]
CLAUSES = ["O tecido aparece escuro nas fotos; usar luz natural.", "Buyers ask for the fabric weight in grams.",
           "A medida do ombro falta, e 7% das trocas citam isso.", "Manter o selo \"algodão certificado\" na primeira imagem.",
           "Preço entre R$ 49,90 e R$ 79,90 & frete incluído.", "Se a margem for < 18%, avisar o responsável.",
           "Compare with last season's best seller before changing it.", "O vídeo deve ter até 20 s, sem texto na tela.",
           "Separar por faixa: 0-3, 3-6, 6-9 e 9-12 meses.", "Keep the wording plain; parents read it on a phone.",
           "Responder em até 24 h, com nome e sem modelo pronto.", "Testar duas capas, cada uma por 5 dias."]


def choose(rng, weights):
    """One of the keys, by weight."""
    return rng.choices(list(weights), weights.values())[0]


def uuid(value):
    """A UUID of version 4 made of 32 hexadecimal digits."""
    return f"{value[:8]}-{value[8:12]}-4{value[13:16]}-a{value[17:20]}-{value[20:]}"


def description(rng):
    """About 150 characters; one in 25 has two lines."""
    clauses = rng.sample(CLAUSES, rng.randint(2, 4))
    return clauses[0] + ("\n" if rng.random() < 0.04 else " ") + " ".join(clauses[1:])


def title(rng):
    """About 45 characters; some with commas or quotes."""
    text = f"{rng.choice(ACTIONS)} {rng.choice(THINGS)}"
    kind = rng.random()
    if kind < 0.12: return f"{text}, {rng.choice(REASONS)}"
    return f'"{text}" {rng.choice(REASONS)}' if kind < 0.15 else f"{text} {rng.choice(REASONS)}"


def life(rng):
    """A status, and the times that go with it."""
    status = choose(rng, STATUSES)
    is_approved = status in ("approved", "in_progress", "completed")
    admin_approved = is_approved and rng.random() < 0.97
    agent = choose(rng, AGENTS)
    channel = CHANNELS[agent] if rng.random() < 0.95 else rng.choice(list(CHANNELS.values()))
    return Life(status, channel, choose(rng, PRIORITIES), choose(rng, CATEGORIES), agent,
                "true" if admin_approved else "false", is_approved and rng.random() < 0.98,
                status in ("in_progress", "completed") and rng.random() < 0.8, status == "completed")


def details(rng, people):
    """Who does it, in how many hours, and what was noted besides, as JSON."""
    is_assigned = rng.random() < 0.7
    cost = f'"cost":{rng.randint(100, 99_999) / 1e6:.6f}'
    metadata = f'{{"prompt":"p{rng.randint(1, 40)}","model":"m-{rng.randint(1, 5)}","tokens":{rng.randint(150, 8000)},{cost}}}'
    return Details(rng.choice(people) if is_assigned else "", rng.choice(people[:9]) if is_assigned else "",
                   f"{rng.randint(1, 120) / 4:g}", f"{rng.gammavariate(2, 3) + 0.02:.2f}", rng.sample(TAGS, rng.randint(0, 3)), metadata)


class Tasks:
    """Rows of one seed."""

    def __init__(self, seed):
        rng = random.Random(f"pools {seed}")
        people = [uuid(rng.randbytes(16).hex()) for _ in range(150)]
        self.seed = seed
        self.salt = seed.to_bytes(16, "little")
        self.titles = [title(rng) for _ in range(POOL)]
        self.descriptions = [description(rng) for _ in range(POOL)]
        self.lives = [life(rng) for _ in range(POOL)]
        self.details = [details(rng, people) for _ in range(POOL)]
        # Milliseconds that approval, the queue and the work take.
        self.waits = [int(rng.expovariate(1 / 7.2e6)) + 20_000 for _ in range(POOL)]
        self.queues = [int(rng.expovariate(1 / 2.9e7)) + 60_000 for _ in range(POOL)]
        self.works = [int(rng.lognormvariate(16.2, 1.2)) + 90_000 for _ in range(POOL)]

    def rows(self, block, total):
        """The rows of one block; days go by from the first row to the last of all.

        A row is (number, id, title, description, life, details, created, approved, started, completed): texts, life and details
        as numbers in the pools, times in milliseconds, None where there is none.
        """
        first = block * BLOCK
        count = min(BLOCK, total - first)
        rng = random.Random(f"rows {self.seed} {block}")
        drawn = array.array("Q", rng.randbytes(16 * count))
        if sys.byteorder == "big": drawn.byteswap()
        blake2b, salt, last = hashlib.blake2b, self.salt, POOL - 1
        lives, waits, queues, works = self.lives, self.waits, self.queues, self.works
        start, step = FIRST + first * DAYS * DAY // total, DAYS * DAY / total
        for i in range(count):
            number, x, y = first + i, drawn[2 * i], drawn[2 * i + 1]
            named = number
            if number % REPEATED == REPEATED - 1:
                # An earlier one that is neither broken nor itself a repetition, so that counts need no sets.
                named = y % (number // BROKEN) * BROKEN + x % (BROKEN // 2)
            h = blake2b(named.to_bytes(8, "little"), digest_size=16, salt=salt).hexdigest()
            chosen = x >> 24 & last
            kind = lives[chosen]
            approved = started = completed = None
            created = reached = start + int(i * step) + (y & 0x7FFFFF)
            if kind.is_approved: approved = reached = reached + waits[y >> 24 & last]
            if kind.is_started: started = reached = reached + queues[y >> 36 & last]
            if kind.is_completed: completed = reached + works[y >> 48 & last]
            yield (number, f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}", x & last, x >> 12 & last, chosen, x >> 36 & last,
                   created, approved, started, completed)


def counts(total, is_messy):
    """What must come of so many rows: read, accepted (distinct ids), superseded, quarantined."""
    quarantined = (total + BROKEN // 2 - 1) // BROKEN if is_messy else 0
    superseded = total // REPEATED
    return {"read": total, "accepted": total - superseded - quarantined, "superseded": superseded, "quarantined": quarantined}
