package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Passwords of the algorithm called Master Password: the same input always gives the same one. */
final class PasswordDerivation {

    private static final byte[] SEED = "com.lyndir.masterpassword".getBytes(StandardCharsets.US_ASCII);
    private static final int COST = 32_768;
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLEL = 2;
    private static final int KEY_BYTES = 64;

    /** For each kind of password the shapes it may have: a letter stands for a class of characters. */
    private static final Map<String, List<String>> SHAPES = Map.of(
            "maximum", List.of("anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"),
            "long",
                    List.of(
                            "CvcvnoCvcvCvcv",
                            "CvcvCvcvnoCvcv",
                            "CvcvCvcvCvcvno",
                            "CvccnoCvcvCvcv",
                            "CvccCvcvnoCvcv",
                            "CvccCvcvCvcvno",
                            "CvcvnoCvccCvcv",
                            "CvcvCvccnoCvcv",
                            "CvcvCvccCvcvno",
                            "CvcvnoCvcvCvcc",
                            "CvcvCvcvnoCvcc",
                            "CvcvCvcvCvccno",
                            "CvccnoCvccCvcv",
                            "CvccCvccnoCvcv",
                            "CvccCvccCvcvno",
                            "CvcvnoCvccCvcc",
                            "CvcvCvccnoCvcc",
                            "CvcvCvccCvccno",
                            "CvccnoCvcvCvcc",
                            "CvccCvcvnoCvcc",
                            "CvccCvcvCvccno"),
            "medium", List.of("CvcnoCvc", "CvcCvcno"),
            "short", List.of("Cvcn"),
            "basic", List.of("aaanaaan", "aannaaan", "aaannaaa"),
            "pin", List.of("nnnn"));

    private static final Map<Character, String> CLASSES = Map.of(
            'V', "AEIOU",
            'C', "BCDFGHJKLMNPQRSTVWXYZ",
            'v', "aeiou",
            'c', "bcdfghjklmnpqrstvwxyz",
            'A', "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
            'a', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
            'n', "0123456789",
            'o', "@&%?,=[]_:-+*$#!'^~;()/.",
            'x', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()");

    private PasswordDerivation() {}

    static String derive(long counter, String kind, String password, String user, String site) {
        List<String> shapes = SHAPES.get(kind);
        if (shapes == null) {
            return "cannot find password template " + kind;
        }
        byte[] salt = seeded(user).toByteArray();
        byte[] key = SCrypt.generate(GoString.bytes(password), salt, COST, BLOCK_SIZE, PARALLEL, KEY_BYTES);
        ByteArrayOutputStream message = seeded(site);
        message.writeBytes(number((int) counter));
        byte[] seed = hmac(key, message.toByteArray());
        String shape = shapes.get((seed[0] & 0xff) % shapes.size());
        StringBuilder derived = new StringBuilder(shape.length());
        for (int i = 0; i < shape.length(); i++) {
            String characters = CLASSES.getOrDefault(shape.charAt(i), "");
            derived.append(characters.charAt((seed[i + 1] & 0xff) % characters.length()));
        }
        return derived.toString();
    }

    private static ByteArrayOutputStream seeded(String text) {
        byte[] bytes = GoString.bytes(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SEED);
        out.writeBytes(number(bytes.length));
        out.writeBytes(bytes);
        return out;
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }
}
