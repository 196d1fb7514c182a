-- The same figures by the database itself: counts, rates and execution times (milliseconds, truncated as they are read).
SET timezone = 'UTC';
WITH t AS (
  SELECT *, CASE WHEN status = 'rejected' THEN FALSE
              ELSE coalesce(admin_approved, approved_at IS NOT NULL OR status IN ('approved', 'in_progress', 'completed')) END AS approved,
    CASE WHEN status = 'completed' THEN extract(epoch FROM date_trunc('milliseconds', completed_at) - date_trunc('milliseconds', created_at)) / 60 END AS minutes
  FROM tasks
), agent AS (
  SELECT created_by_agent, count(*) AS n, count(*) FILTER (WHERE approved) AS a, count(*) FILTER (WHERE status = 'completed') AS c,
    avg(minutes) AS minutes, coalesce(sum(estimated_hours) FILTER (WHERE status = 'completed' AND actual_hours IS NOT NULL), 0) AS planned,
    coalesce(sum(actual_hours) FILTER (WHERE status = 'completed' AND estimated_hours IS NOT NULL), 0) AS spent
  FROM t WHERE created_by_agent IS NOT NULL GROUP BY 1
)
SELECT json_build_object(
  'asOf', to_char(greatest(max(created_at), max(approved_at), max(completed_at)), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'records', json_build_object('read', count(*), 'accepted', count(*), 'superseded', 0, 'quarantined', 0),
  'system', json_build_object('totalTasksGenerated', count(*), 'totalTasksApproved', count(*) FILTER (WHERE approved),
    'totalTasksCompleted', count(*) FILTER (WHERE status = 'completed'), 'totalTasksRejected', count(*) FILTER (WHERE status = 'rejected'),
    'totalTasksCancelled', count(*) FILTER (WHERE status = 'cancelled'), 'totalTasksInProgress', count(*) FILTER (WHERE status = 'in_progress'),
    'totalTasksApprovedOpen', count(*) FILTER (WHERE status = 'approved'),
    'totalTasksPending', count(*) FILTER (WHERE status IN ('pending', 'awaiting_approval')),
    'averageApprovalRate', (SELECT avg(100.0 * a / n) FROM agent WHERE created_by_agent <> 'bruno')::float8,
    'averageCompletionRate', (SELECT avg(100.0 * c / n) FROM agent WHERE created_by_agent <> 'bruno')::float8,
    'executionTime', json_build_object('count', count(minutes), 'meanMinutes', avg(minutes)::float8, 'maxMinutes', (floor(max(minutes) * 60) / 60)::float8)),
  'agents', (SELECT json_object_agg(created_by_agent, json_build_object('tasksGenerated', n, 'tasksApproved', a, 'tasksCompleted', c,
    'averageExecutionTime', minutes::float8, 'estimate', json_build_object('estimatedHours', planned::float8, 'actualHours', spent::float8)) ORDER BY created_by_agent) FROM agent),
  'pendingApproval', json_build_object('total', count(*) FILTER (WHERE status IN ('pending', 'awaiting_approval') AND NOT approved)))
FROM t;
