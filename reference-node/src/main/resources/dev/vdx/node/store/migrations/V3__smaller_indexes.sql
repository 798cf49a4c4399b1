-- Most messages answer nothing, replace nothing and belong to no conversation; an index of NULLs is written for nothing.
DROP INDEX message_reply_to;
CREATE INDEX message_reply_to ON message (reply_to) WHERE reply_to IS NOT NULL;
DROP INDEX message_replaces;
CREATE INDEX message_replaces ON message (replaces) WHERE replaces IS NOT NULL;
DROP INDEX outbox_conversation;
CREATE INDEX outbox_conversation ON outbox (peer, conversation, n) WHERE conversation IS NOT NULL;

-- What waits is found by outbox_waiting; of the rest only the dead are counted.
DROP INDEX outbox_due;
CREATE INDEX outbox_dead ON outbox (n) WHERE state = 'dead';

-- The inbox is read newest first; what the agency's system has not acknowledged is little among what it has.
DROP INDEX message_inbox;
CREATE INDEX message_inbox ON message (direction, n);
CREATE INDEX message_unread ON message (n) WHERE direction = 'in' AND fetched IS NULL;
