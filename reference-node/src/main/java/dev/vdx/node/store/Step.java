package dev.vdx.node.store;

/**
 * Moments of a push or a pull at which a process may be killed: whatever it did before is on the disk or on the wire, whatever
 * comes after has not begun. A test kills real processes at each.
 */
public enum Step {
    /** Sender: a document handed in is in its place, not noted. */
    DOCUMENT_PLACED,
    /** Sender: it is noted, not acknowledged. */
    DOCUMENT_NOTED,
    /** Sender: a message's container is written, not in its place. */
    CONTAINER_WRITTEN,
    /** Sender: it is in its place, not committed. */
    CONTAINER_PLACED,
    /** Sender: message and outbox row are committed, not acknowledged. */
    MESSAGE_QUEUED,
    /** Either: a task of the outbox is leased, nothing sent. */
    TASK_TAKEN,
    /** Sender: the other node has answered, nothing of it is kept. */
    MESSAGE_ANSWERED,
    /** Sender: a receipt is verified, not kept. */
    RECEIPT_VERIFIED,
    /** Sender: a receipt is committed. */
    RECEIPT_COMMITTED,
    /** Receiver: a container is on the disk, not looked into. */
    MESSAGE_IN,
    /** Receiver: it is found good, no receipt is signed. */
    MESSAGE_CHECKED,
    /** Receiver: its receipt is signed, the container is not in its place. */
    RECEIPT_SIGNED,
    /** Receiver: the container is in its place, not committed. */
    MESSAGE_PLACED,
    /** Receiver: message and receipt are committed, not answered. */
    MESSAGE_TAKEN,
    /** Receiver: a message waits for its documents by reference; that is committed, not answered. */
    FETCH_COMMITTED,
    /** Receiver: part of a document by reference is here. */
    DOCUMENT_BEGUN,
    /** Receiver: all documents by reference are here, none is in its place. */
    DOCUMENTS_FETCHED,
    /** Receiver: they are in their places, message and receipt are not committed. */
    DOCUMENTS_PLACED,
    /** Receiver: a decision's receipt is signed, not committed. */
    DECISION_SIGNED,
    /** Receiver: it is committed with its outbox row, not acknowledged. */
    DECISION_COMMITTED,
    /** Receiver: the sender has taken a receipt, the outbox does not know. */
    RECEIPT_HANDED_OVER,
    /** Receiver: the outbox knows. */
    RECEIPT_DONE,
    /** Issuer: a request is on the disk, not looked into. */
    REQUEST_IN,
    /** Issuer: it is found good and allowed. */
    REQUEST_ALLOWED,
    /** Issuer: its answer is written, neither is in its place. */
    ANSWER_WRITTEN,
    /** Issuer: the request is in its place, nothing is committed. */
    REQUEST_PLACED,
    /** Issuer: the answer is in its place, nothing is committed. */
    ANSWER_PLACED,
    /** Issuer: request and answer, or the request for a person, are committed, not answered. */
    REQUEST_COMMITTED,
    /** Asking node: that a person looks at its request is committed. */
    REQUEST_SETTLED
}
