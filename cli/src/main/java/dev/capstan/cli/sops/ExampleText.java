package dev.capstan.cli.sops;

import dev.capstan.secrets.format.SopsFormat;
import java.nio.charset.StandardCharsets;

/** What a new file begins with in the editor. */
final class ExampleText {
    private ExampleText() {}

    static byte[] of(SopsFormat format) {
        return text(format).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SopsFormat format) {
        return switch (format) {
            case YAML -> """
                # Write your own values in place of these. They are encrypted when you save and leave.
                username: somebody
                password: change-me
                """;
            case JSON -> """
                {
                \t"username": "somebody",
                \t"password": "change-me"
                }
                """;
            case DOTENV -> """
                # Write your own values in place of these.
                USERNAME=somebody
                PASSWORD=change-me
                """;
            case INI -> """
                ; Write your own values in place of these.
                [login]
                username = somebody
                password = change-me
                """;
            case BINARY -> "Write your own text in place of this one.\n";
        };
    }
}
