-- The original's table with 280 tasks. `time` is TIMESTAMP or TIMESTAMPTZ. Nothing is random: every choice comes from the
-- MD5 of a word and the task's number, which any version of PostgreSQL computes alike.
SET client_min_messages = warning;
SET timezone = 'UTC';

CREATE FUNCTION pick(what text, i int, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT (('x' || substr(md5(what || i), 1, 7))::bit(28)::int % n) $$;

CREATE TABLE tasks (
  id UUID PRIMARY KEY,
  title VARCHAR(500) NOT NULL,
  description TEXT,
  status VARCHAR(32) NOT NULL,
  channel VARCHAR(64),
  priority VARCHAR(16),
  created_by_agent VARCHAR(64),
  admin_approved BOOLEAN DEFAULT FALSE,
  source_type VARCHAR(32),
  created_at :time NOT NULL,
  approved_at :time,
  completed_at :time,
  assigned_to UUID,
  assigned_by UUID,
  estimated_hours NUMERIC(8,2),
  actual_hours NUMERIC(8,2),
  metadata JSONB
);

-- Numbered choices first: agent 6 is a person, 7 one that is not registered.
CREATE TEMPORARY TABLE choice AS
  SELECT i, pick('agent', i, 8) AS agent, pick('fate', i, 100) AS fate,
    TIMESTAMPTZ '2026-01-05 00:00:00Z' + pick('second', i, 36 * 86400) * INTERVAL '1 second'
      + pick('micro', i, 1000000) * INTERVAL '1 microsecond' AS born,
    (300 + pick('wait', i, 20000)) * INTERVAL '1 second' + pick('wait micro', i, 1000000) * INTERVAL '1 microsecond' AS wait,
    (600 + pick('work', i, 40000)) * INTERVAL '1 second' AS work
  FROM generate_series(1, 280) AS i;

INSERT INTO tasks
  SELECT md5('task' || i)::uuid,
    (ARRAY['Otimizar título de body manga longa', 'Revisar "fotos" do conjunto <moletom>', 'Kit meias: 3 & 5 pares, R$ 49,90',
           'Responder perguntas do macacão', 'Criar vídeo curto; vestido 👗 junino', 'Preço do enxoval: à vista'])[1 + pick('title', i, 6)] || ' #' || i,
    (ARRAY[NULL, '', 'Uma linha.', E'Duas linhas:\na segunda, com vírgula e "aspas".', E'Barra \\ e tabulação\taqui.', 'Ação'])[1 + pick('text', i, 6)],
    CASE WHEN fate < 8 THEN 'pending' WHEN fate < 12 THEN 'awaiting_approval' WHEN fate < 22 THEN 'approved' WHEN fate < 32 THEN 'in_progress'
         WHEN fate < 82 THEN 'completed' WHEN fate < 96 THEN 'rejected' ELSE 'cancelled' END,
    (ARRAY['amazon', 'mercadolivre', 'shopee', 'shein', 'tiktokshop', 'kaway', 'amazon', 'shopee'])[1 + agent],
    (ARRAY['high', 'medium', 'low', NULL])[1 + pick('priority', i, 4)],
    (ARRAY['alex', 'marina', 'sunny', 'tren', 'viral', 'premium', NULL, 'bruno'])[1 + agent],
    CASE WHEN fate BETWEEN 12 AND 81 THEN CASE WHEN pick('flag', i, 10) = 0 THEN NULL ELSE TRUE END ELSE FALSE END,
    CASE WHEN agent = 6 THEN 'user' ELSE 'ai_generated' END,
    born AT TIME ZONE 'UTC', NULL, NULL,
    CASE WHEN fate BETWEEN 22 AND 81 THEN md5('person' || pick('person', i, 5))::uuid END,
    CASE WHEN fate BETWEEN 22 AND 81 THEN md5('head')::uuid END,
    CASE WHEN pick('estimate', i, 5) > 0 THEN (1 + pick('hours', i, 64)) / 4.0 END,
    CASE WHEN fate BETWEEN 32 AND 81 AND pick('actual', i, 4) > 0 THEN round(extract(epoch FROM work) / 3600, 2) END,
    CASE WHEN agent = 6 THEN NULL ELSE jsonb_build_object('planId', 'plan-' || pick('plan', i, 9), 'prompt_version', 'v' || (1 + i % 3),
         'sources', jsonb_build_array('catalogo', i)) END
  FROM choice ORDER BY i;

-- The times in the column's own type: wall time of UTC without a zone, the instant itself with one.
UPDATE tasks SET created_at = c.born::TIMESTAMPTZ,
    approved_at = CASE WHEN fate BETWEEN 12 AND 81 AND pick('approved_at', i, 15) > 0 THEN c.born + c.wait END,
    completed_at = CASE WHEN fate BETWEEN 32 AND 81 AND pick('completed_at', i, 20) > 0 THEN c.born + c.wait + c.work END
  FROM choice c WHERE tasks.id = md5('task' || i)::uuid;

-- table_to_xml reads a table in the order in which it lies there.
CREATE TABLE sorted AS SELECT * FROM tasks ORDER BY id;
DROP TABLE tasks;
ALTER TABLE sorted RENAME TO tasks;
