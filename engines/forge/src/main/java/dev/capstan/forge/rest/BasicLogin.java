package dev.capstan.forge.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password in a header (RFC 7617). */
public final class BasicLogin {
    private BasicLogin() {}

    /** The value of {@code Authorization}. */
    public static String header(String user, String password) {
        byte[] text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }
}
