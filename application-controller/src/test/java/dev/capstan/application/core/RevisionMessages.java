package dev.capstan.application.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Messages as the command sends them, by another writer than ours. */
public final class RevisionMessages {
    private RevisionMessages() {}

    /** A {@code ResolveRevisionRequest} for the {@code source} of an Application, whose place is -1. */
    public static byte[] request(String namespace, String name, String revision) {
        byte[] metadata = joined(field(1, name), field(3, namespace));
        byte[] repository = field(1, "https://elsewhere.example.org/repository");
        byte[] noPlace = {4 << 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        return joined(
                field(1, repository), field(2, field(1, metadata)), field(3, revision), noPlace, new byte[] {5 << 3, 1
                });
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        var length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) (content.length | 0x80), (byte) (content.length >> 7)};
        return joined(new byte[] {(byte) (number << 3 | 2)}, length, content);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
