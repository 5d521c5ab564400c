package dev.capstan.oci.signature.notation;

import dev.capstan.oci.signature.TrustException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** Attributes that the subject of a certificate must have, such as {@code x509.subject: C=US, ST=WA, O=example.com}. */
record SubjectPattern(Map<String, String> attributes) {
    private static final String PREFIX = "x509.subject:";
    private static final Map<String, String> KEYWORDS = Map.of("POSTALCODE", "2.5.4.17");
    private static final Map<String, String> NAMES =
            Map.of("2.5.4.5", "SERIALNUMBER", "2.5.4.17", "POSTALCODE", "1.2.840.113549.1.9.1", "EMAILADDRESS");
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
        var attributes = attributes(subject(text));
        if (!attributes.keySet().containsAll(REQUIRED)) {
            throw new TrustException(
                    "'" + text + "' in trustedIdentities has no country (C), state (ST) or organization (O)");
        }
        return new SubjectPattern(attributes);
    }

    private static X500Principal subject(String text) throws TrustException {
        try {
            return new X500Principal(text.substring(PREFIX.length()).strip(), KEYWORDS);
        } catch (IllegalArgumentException e) {
            throw new TrustException("'" + text + "' in trustedIdentities is not a distinguished name");
        }
    }

    /** Whether the subject has each of the attributes; others of it make no difference. */
    boolean matches(X509Certificate certificate) {
        try {
            return attributes(certificate.getSubjectX500Principal()).entrySet().containsAll(attributes.entrySet());
        } catch (TrustException e) {
            return false; // a subject with an attribute twice could be matched in two ways
        }
    }

    /** Both sides are written by the same code, so that it makes no difference by which name, or how encoded, an attribute came. */
    private static Map<String, String> attributes(X500Principal subject) throws TrustException {
        var name = subject.getName(X500Principal.RFC2253, NAMES);
        var found = new HashMap<String, String>();
        try {
            for (var part : new LdapName(name).getRdns()) {
                var value = part.getValue() instanceof byte[] bytes
                        ? "#" + HexFormat.of().formatHex(bytes)
                        : String.valueOf(part.getValue());
                if (part.size() != 1 || found.put(part.getType().toUpperCase(Locale.ROOT), value) != null) {
                    throw new TrustException("'" + name + "' has an attribute twice, or several in one");
                }
            }
        } catch (InvalidNameException | IllegalArgumentException e) {
            throw new TrustException("'" + name + "' is not a distinguished name");
        }
        return found;
    }
}
