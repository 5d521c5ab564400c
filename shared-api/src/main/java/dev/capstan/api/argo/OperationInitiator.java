package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for an operation.
 *
 * @param username the user
 * @param automated whether nobody asked
 */
@ExactRecord
public record OperationInitiator(
        @Nullable String username, @Nullable Boolean automated) {}
