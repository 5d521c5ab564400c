package dev.capstan.api.promotion;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A gate.
 *
 * @param type {@code health}, {@code healthyFor}, {@code expression}, {@code window} or {@code approval}
 * @param open whether it lets the candidate in
 * @param message why, and until when not, in words
 */
@WireRecord
public record GateStatus(
        @Required String type,
        @Required boolean open,
        @Required String message) {}
