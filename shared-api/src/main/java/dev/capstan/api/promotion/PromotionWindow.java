package dev.capstan.api.promotion;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time of the week.
 *
 * @param days the days on which it begins; absent means every day
 * @param from when it begins, {@code HH:MM}; absent means {@code 00:00}
 * @param to when it ends, {@code HH:MM} or {@code 24:00}; on the next day when it is not after {@code from}; absent means {@code 24:00}
 * @param timeZone whose clocks count, such as {@code Europe/Berlin}; absent means UTC
 */
@WireRecord
public record PromotionWindow(
        @OneOf({"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) @Size(max = 7) List<String> days,

        @Nullable @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$") @Size(max = 5) String from,

        @Nullable @Pattern("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$") @Size(max = 5) String to,

        @Nullable @Default("UTC") @Pattern("^[A-Za-z][A-Za-z0-9_+/-]*$") @Size(max = 64) String timeZone) {

    /** Reads an absent list as empty and copies another. */
    public PromotionWindow {
        days = days == null ? List.of() : List.copyOf(days);
    }
}
