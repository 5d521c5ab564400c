package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Adler32;

/** Checksums of text. */
final class DigestFunctions {

    private DigestFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("sha1sum", FunctionShapes.text(text -> hex("SHA-1", text)));
        functions.put("sha256sum", FunctionShapes.text(text -> hex("SHA-256", text)));
        functions.put("sha512sum", FunctionShapes.text(text -> hex("SHA-512", text)));
        functions.put("adler32sum", FunctionShapes.text(DigestFunctions::adler32));
    }

    private static String hex(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(GoString.bytes(text)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has " + algorithm, absent);
        }
    }

    private static String adler32(String text) {
        Adler32 sum = new Adler32();
        sum.update(GoString.bytes(text));
        return Long.toString(sum.getValue());
    }
}
