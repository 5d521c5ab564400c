package dev.capstan.api.image;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/**
 * The direction of an order.
 *
 * @param order {@code asc} when the last one is the latest, {@code desc} when the first one is
 */
@WireRecord
public record TagOrder(
        @Nullable @Default("asc") @OneOf({"asc", "desc"}) String order) {

    /** The first one is the latest. */
    public static final String DESCENDING = "desc";

    /** Whether the first one is the latest. */
    public boolean descends() {
        return DESCENDING.equals(order);
    }
}
