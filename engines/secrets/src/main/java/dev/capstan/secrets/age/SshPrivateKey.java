package dev.capstan.secrets.age;

import dev.capstan.secrets.rsa.RsaPrivateKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys of SSH: the notation of OpenSSH, and those of PKCS #1 and #8 for RSA. */
final class SshPrivateKey {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN (OPENSSH|RSA|ENCRYPTED|) ?PRIVATE KEY-----");
    private static final Pattern END = Pattern.compile("-----END [A-Z ]*PRIVATE KEY-----");
    private static final String MAGIC = "openssh-key-v1\0";

    private SshPrivateKey() {}

    /** A block of PEM. */
    private record Pem(String type, String content) {
        @Override
        public String toString() {
            return "Pem[" + type + "]";
        }
    }

    static boolean isOne(byte[] file) {
        return pem(file).isPresent();
    }

    /** The first block. The end is looked for once, behind the first begin. */
    private static Optional<Pem> pem(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        return begin.find() && end.find(begin.end())
                ? Optional.of(new Pem(begin.group(1), text.substring(begin.end(), end.start())))
                : Optional.empty();
    }

    static AgeIdentity read(String name, byte[] file) throws AgeException {
        Pem pem = pem(file).orElseThrow(SshWire::damaged);
        if (pem.type.equals("ENCRYPTED") || pem.content.contains("ENCRYPTED")) {
            throw encrypted(name);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.content);
            return switch (pem.type) {
                case "OPENSSH" -> openSsh(name, bytes);
                case "RSA" -> rsa(RsaPrivateKeys.pkcs1(bytes));
                default -> rsa(RsaPrivateKeys.pkcs8(bytes));
            };
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new AgeException(name + ": the SSH key is damaged, or it is not one of RSA or Ed25519");
        }
    }

    private static AgeException encrypted(String name) {
        return new AgeException(
                name + ": the SSH key has a passphrase, and such keys cannot be used; make a copy without"
                        + " one (ssh-keygen -p) where it is kept safe, or use a key of age");
    }

    private static AgeIdentity openSsh(String name, byte[] bytes) throws AgeException, GeneralSecurityException {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < magic.length || !Arrays.equals(magic, Arrays.copyOf(bytes, magic.length))) {
            throw SshWire.damaged();
        }
        var outer = new SshWire(Arrays.copyOfRange(bytes, magic.length, bytes.length));
        String cipher = outer.text();
        var unusedKdf = outer.text();
        var unusedOptions = outer.bytes();
        if (!cipher.equals("none")) {
            throw encrypted(name);
        }
        if (outer.number() != 1) {
            throw SshWire.damaged();
        }
        var unusedPublic = outer.bytes();
        var inner = new SshWire(outer.bytes());
        int check = inner.number();
        if (inner.number() != check) {
            throw SshWire.damaged();
        }
        return switch (inner.text()) {
            case SshPublicKey.ED25519 -> ed25519(inner);
            case SshPublicKey.RSA -> rsa(inner);
            default -> throw new AgeException(name + ": only SSH keys of RSA and Ed25519 can be used");
        };
    }

    private static AgeIdentity ed25519(SshWire wire) throws AgeException {
        byte[] point = wire.bytes();
        byte[] both = wire.bytes();
        if (point.length != Primitives.KEY || both.length != 2 * Primitives.KEY) {
            throw SshWire.damaged();
        }
        return new SshEd25519Identity(new SshPublicKey.Ed25519(point), Arrays.copyOf(both, Primitives.KEY));
    }

    private static AgeIdentity rsa(SshWire wire) throws AgeException, GeneralSecurityException {
        BigInteger n = wire.integer();
        BigInteger e = wire.integer();
        BigInteger d = wire.integer();
        var unusedInverse = wire.integer();
        BigInteger p = wire.integer();
        BigInteger q = wire.integer();
        return rsa(RsaPrivateKeys.of(n, e, d, p, q));
    }

    private static AgeIdentity rsa(RSAPrivateCrtKey key) {
        return new SshRsaIdentity(new SshPublicKey.Rsa(key.getPublicExponent(), key.getModulus()), key);
    }
}
