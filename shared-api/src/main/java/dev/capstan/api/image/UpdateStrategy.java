package dev.capstan.api.image;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/**
 * Where the markers are.
 *
 * @param strategy {@code Setters}: values are marked by comments
 * @param path the folder that is looked through; absent means the whole repository
 */
@WireRecord
public record UpdateStrategy(
        @Nullable @Default("Setters") @OneOf("Setters") String strategy,

        @Nullable String path) {

    /** The strategy of markers. */
    public static final String SETTERS = "Setters";
}
