package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * An OpenPGP key in a Secret.
 *
 * @param privateKeySecret the entry that holds the armoured key; only its public part is used, whatever the name says
 */
@ExactRecord
public record GpgKeySource(@Nullable SecretEntry privateKeySecret) {}
