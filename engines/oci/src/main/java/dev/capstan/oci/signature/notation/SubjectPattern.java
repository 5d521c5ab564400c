package dev.capstan.oci.signature.notation;

import dev.capstan.oci.signature.TrustException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** Attributes that the subject of a certificate must have, such as {@code x509.subject: C=US, ST=WA, O=example.com}. */
record SubjectPattern(Map<String, String> attributes) {
    private static final String PREFIX = "x509.subject:";
    private static final Set<String> REQUIRED = Set.of("C", "ST", "O");

    /** Copies the attributes. */
    SubjectPattern {
        attributes = Map.copyOf(attributes);
    }

    static SubjectPattern read(String text) throws TrustException {
        if (!text.startsWith(PREFIX)) {
            throw new TrustException(
                    "'" + text + "' in trustedIdentities is not '*' by itself, and not '" + PREFIX + " …'");
        }
        var attributes = attributes(text.substring(PREFIX.length()).strip(), text);
        if (!attributes.keySet().containsAll(REQUIRED)) {
            throw new TrustException(
                    "'" + text + "' in trustedIdentities has no country (C), state (ST) or organization (O)");
        }
        return new SubjectPattern(attributes);
    }

    /** Whether the subject has each of the attributes; others of it make no difference. */
    boolean matches(X509Certificate certificate) {
        try {
            var name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            return attributes(name, name).entrySet().containsAll(attributes.entrySet());
        } catch (TrustException e) {
            return false; // a subject with an attribute twice could be matched in two ways
        }
    }

    private static Map<String, String> attributes(String name, String shown) throws TrustException {
        var found = new HashMap<String, String>();
        try {
            for (var part : new LdapName(name).getRdns()) {
                var type = part.getType().toUpperCase(Locale.ROOT);
                if (part.size() != 1
                        || found.put(type.equals("S") ? "ST" : type, String.valueOf(part.getValue())) != null) {
                    throw new TrustException("'" + shown + "' has an attribute twice, or several in one");
                }
            }
        } catch (InvalidNameException | IllegalArgumentException e) {
            throw new TrustException("'" + shown + "' is not a distinguished name");
        }
        return found;
    }
}
