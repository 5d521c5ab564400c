package dev.capstan.source.helm;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Version 1.2.0 of the chart {@code web}, signed by Helm 4.3 ({@code ClearSign} of its package provenance) with a key of GnuPG. */
public final class SignedChart {
    /** The name of the archive. */
    public static final String FILE = "web-1.2.0.tgz";

    private SignedChart() {}

    public static byte[] archive() {
        return resource(FILE);
    }

    public static byte[] provenance() {
        return resource(FILE + ".prov");
    }

    /** The public key of its author, armored. */
    public static byte[] key() {
        return resource("keys.asc");
    }

    private static byte[] resource(String name) {
        try (var in = SignedChart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
