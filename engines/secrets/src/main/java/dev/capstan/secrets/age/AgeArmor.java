package dev.capstan.secrets.age;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The form of age files that is text. Read strictly: there is one way to write a file. */
final class AgeArmor {
    static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String END = "-----END AGE ENCRYPTED FILE-----";
    private static final int LINE = 64;

    private AgeArmor() {}

    static String encode(byte[] file) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(file);
        return BEGIN + "\n" + base64 + "\n" + END + "\n";
    }

    static boolean isArmored(byte[] text) {
        return new String(text, 0, Math.min(text.length, 1024), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .startsWith(BEGIN);
    }

    static byte[] decode(byte[] text) throws AgeException {
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).strip().split("\r?\n", -1);
        int last = lines.length - 1;
        if (last < 2 || !lines[0].equals(BEGIN) || !lines[last].equals(END)) {
            throw new AgeException("its armor has no begin or no end");
        }
        var base64 = new StringBuilder();
        for (int i = 1; i < last; i++) {
            boolean isWhole = lines[i].length() == LINE || i + 1 == last && !lines[i].isEmpty();
            if (!isWhole || lines[i].length() > LINE) {
                throw new AgeException("a line of its armor does not have " + LINE + " characters");
            }
            base64.append(lines[i]);
        }
        try {
            byte[] file = Base64.getDecoder().decode(base64.toString());
            if (!Base64.getEncoder().encodeToString(file).contentEquals(base64)) {
                throw new AgeException("its armor is not the one way to write it");
            }
            return file;
        } catch (IllegalArgumentException e) {
            throw new AgeException("its armor is not base64");
        }
    }
}
