"""Portuguese task texts for baby and children's fashion on marketplaces."""

PRODUCTS = ["body manga longa suedine", "kit 3 bodies canelados", "macacão plush com pezinho", "conjunto moletom infantil", "saída de maternidade tricô",
            "vestido junino infantil", "pijama térmico infantil", "jardineira jeans bebê", "kit meias antiderrapantes", "touca e luva recém-nascido",
            "manta soft dupla face", "tênis infantil com luz", "legging cotton menina", "camiseta UV 50+", "casaco corta-vento infantil",
            "sapatinho de tricô", "conjunto verão dinossauro", "calça saruel bebê", "enxoval completo 20 peças", "babador bandana kit com 5"]

ACTIONS = {
    "alex": [("Otimizar título de {p} para a busca da Amazon", "optimization"), ("Reescrever bullet points de {p}", "optimization"),
             ("Criar conteúdo A+ para {p}", "best-practice"), ("Ajustar palavras-chave do anúncio de {p}", "optimization"),
             ("Revisar elegibilidade ao Prime de {p}", "analysis")],
    "marina": [("Preparar {p} para o Mercado Envios Full", "scaling"), ("Responder perguntas frequentes de {p}", "best-practice"),
               ("Unificar variações de tamanho de {p}", "optimization"), ("Comparar preço de {p} com concorrentes", "analysis"),
               ("Criar anúncio Premium de {p}", "scaling")],
    "sunny": [("Montar cupom relâmpago para {p}", "scaling"), ("Trocar a foto principal de {p}", "optimization"),
              ("Configurar frete grátis em {p}", "best-practice"), ("Analisar avaliações de {p}", "analysis")],
    "tren": [("Criar ficha de medidas de {p}", "best-practice"), ("Cadastrar nova coleção: {p}", "scaling"),
             ("Refazer fotos em fundo branco de {p}", "optimization"), ("Revisar composição têxtil de {p}", "analysis")],
    "viral": [("Roteirizar vídeo curto de {p}", "scaling"), ("Planejar live de vendas com {p}", "scaling"),
              ("Escolher criadora de conteúdo para {p}", "analysis"), ("Legendar vídeo de {p}", "optimization")],
    "bruno": [("Traduzir anúncio de {p} para o espanhol", "scaling"), ("Auditar anúncios inativos de {p}", "analysis")],
    "luna_beta": [("Testar anúncio piloto de {p}", "analysis"), ("Importar catálogo de {p}", "scaling")],
    None: [("Conferir estoque de {p} com o fornecedor", "analysis"), ("Aprovar arte da campanha de {p}", "best-practice")],
}

REASONS = ["Título acima do limite de caracteres", "Fotos fora do padrão do canal", "Margem abaixo de 18%", "Produto sem estoque",
           "Promessa de prazo que não podemos cumprir; refazer", "Já existe tarefa igual para este anúncio"]

DETAILS = ["Meta: subir a taxa de conversão em 10% até o fim do mês.", "Usar a linguagem das mães de primeira viagem: simples e acolhedora.",
           "Conferir tamanhos RN, P, M e G antes de publicar.", "Tecido 100% algodão; destacar \"hipoalergênico\" e \"lava & usa\".",
           "Incluir preço de R$ 79,90 e parcelamento em 3x sem juros.", "Seguir o guia de estilo; evitar termos em inglês."]
