package dev.vdx.node.page;

import dev.vdx.model.Outcome;
import dev.vdx.node.store.Direction;
import dev.vdx.node.store.StoredMessage;

/**
 * Where something stands: words, with a drawing and a colour that say the same.
 *
 * @param icon path of the drawing
 * @param tone class of the colour: good, bad, doubt, active, plain
 * @param text the words
 */
record Badge(String icon, String tone, String text) {
    static Badge of(Icon icon, String tone, String text) {
        return new Badge(icon.path(), tone, text);
    }

    static Badge of(StoredMessage message, Words words) {
        String text =
                words.say(message.direction().label() + "_" + message.state().label());
        boolean in = message.direction() == Direction.IN;
        return switch (message.state()) {
            case QUEUED, FETCHING -> of(Icon.CLOCK, "active", text);
            case PENDING -> of(Icon.EYE, "active", text);
            case DELIVERED -> in ? of(Icon.PAGE, "plain", text) : of(Icon.CHECK, "good", text);
            case ACCEPTED -> of(Icon.CHECK, "good", text);
            case REJECTED -> of(Icon.CROSS, "bad", text);
            case DEAD -> of(Icon.ALERT, "bad", text);
            case REVIEW -> of(Icon.EYE, "doubt", text);
            case ANSWERED -> of(Icon.REPLY, "good", text);
        };
    }

    static Badge of(Outcome outcome, String text) {
        return switch (outcome) {
            case PASSED -> of(Icon.SEAL, "good", text);
            case FAILED -> of(Icon.BROKEN, "bad", text);
            case INDETERMINATE -> of(Icon.QUESTION, "doubt", text);
            case UNSIGNED -> of(Icon.PAGE, "plain", text);
            case UNREADABLE -> of(Icon.TORN, "plain", text);
        };
    }
}
