package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Demands a good signature of a source, in addition to what its AppProject demands.
 *
 * @param enabled whether the signature is demanded; absent means no
 * @param signatureKeys the keys of which one must have signed
 */
@ExactRecord
public record SignatureVerification(@Nullable Boolean enabled, List<SignatureKeySource> signatureKeys) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SignatureVerification {
        signatureKeys = signatureKeys == null ? List.of() : List.copyOf(signatureKeys);
    }
}
