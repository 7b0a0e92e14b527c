-- Home asks of all accounts of a person what awaits an answer and which refusals nobody has read.
CREATE INDEX docflow_awaiting ON docflow (link_id, sent_at, id) WHERE awaits IS NOT NULL AND hidden_at IS NULL;
CREATE INDEX docflow_refused_unread ON docflow (link_id, sent_at, id) WHERE success_state = 'urn:docflow-state:failed' AND opened_at IS NULL AND hidden_at IS NULL;
