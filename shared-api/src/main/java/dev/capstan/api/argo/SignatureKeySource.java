package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where one key is found.
 *
 * @param gpg an OpenPGP key
 */
@ExactRecord
public record SignatureKeySource(@Nullable GpgKeySource gpg) {}
