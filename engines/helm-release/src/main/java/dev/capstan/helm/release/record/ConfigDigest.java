package dev.capstan.helm.release.record;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainYaml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digest of values: over their YAML with sorted keys, as Flux takes it. */
public final class ConfigDigest {

    private ConfigDigest() {}

    /** The digest of values, {@code sha256:…}; that of nothing where there are none. */
    public static String of(Map<String, @Nullable Object> values) {
        return of(DigestAlgorithm.SHA256, values);
    }

    /** The same by another algorithm, which Flux can be told to use. */
    public static String of(DigestAlgorithm algorithm, Map<String, @Nullable Object> values) {
        byte[] text = values.isEmpty()
                ? new byte[0]
                : PlainYaml.writeBytes(values, PlainYaml.Form.DIGESTED, ForeignValues.NONE);
        return Digest.of(algorithm, text).toString();
    }
}
