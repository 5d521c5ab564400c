package dev.capstan.helm.release.record;

import dev.capstan.digest.Digest;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainYaml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digest of values: over their YAML with sorted keys, as Flux takes it. */
public final class ConfigDigest {

    private ConfigDigest() {}

    /** The digest of values, {@code sha256:…}; that of nothing where there are none. */
    public static String of(Map<String, @Nullable Object> values) {
        byte[] text = values.isEmpty()
                ? new byte[0]
                : PlainYaml.writeBytes(values, PlainYaml.Form.DIGESTED, ForeignValues.NONE);
        return Digest.sha256(text).toString();
    }
}
