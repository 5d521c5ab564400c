package dev.capstan.api.source;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which layer becomes the artifact, and how.
 *
 * @param mediaType of the layer; the first one that has it is taken, and the first of all without it
 * @param operation {@code extract} packs the files of the layer anew, {@code copy} stores the layer as it is; absent means extract
 */
@WireRecord
public record OCILayerSelector(
        @Nullable String mediaType,

        @Nullable @OneOf({"extract", "copy"}) String operation) {}
