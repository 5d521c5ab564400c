package dev.capstan.secrets.age;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** Reads private keys of SSH: the notation of OpenSSH, and those of PKCS #1 and #8 for RSA. */
final class SshPrivateKey {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (OPENSSH|RSA|ENCRYPTED|) ?PRIVATE KEY-----(.*?)-----END [A-Z ]*PRIVATE KEY-----",
            Pattern.DOTALL);
    private static final String MAGIC = "openssh-key-v1\0";

    private SshPrivateKey() {}

    static boolean isOne(byte[] file) {
        return matcher(file).isPresent();
    }

    private static Optional<Matcher> matcher(byte[] file) {
        return Optional.of(PEM.matcher(new String(file, StandardCharsets.ISO_8859_1)))
                .filter(Matcher::find);
    }

    static AgeIdentity read(String name, byte[] file) throws AgeException {
        Matcher pem = matcher(file).orElseThrow(SshWire::damaged);
        if (pem.group(1).equals("ENCRYPTED") || pem.group(2).contains("ENCRYPTED")) {
            throw encrypted(name);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
            return switch (pem.group(1)) {
                case "OPENSSH" -> openSsh(name, bytes);
                case "RSA" -> pkcs1(bytes);
                default -> pkcs8(bytes);
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
        BigInteger inverse = wire.integer();
        BigInteger p = wire.integer();
        BigInteger q = wire.integer();
        if (p.signum() <= 0 || q.signum() <= 0) {
            throw SshWire.damaged();
        }
        return rsa(new RSAPrivateCrtKeySpec(
                n, e, d, p, q, d.mod(p.subtract(BigInteger.ONE)), d.mod(q.subtract(BigInteger.ONE)), inverse));
    }

    private static AgeIdentity pkcs1(byte[] bytes) throws GeneralSecurityException {
        var key = RSAPrivateKey.getInstance(bytes);
        return rsa(new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrime1(),
                key.getPrime2(),
                key.getExponent1(),
                key.getExponent2(),
                key.getCoefficient()));
    }

    private static AgeIdentity pkcs8(byte[] bytes) throws GeneralSecurityException {
        var key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        return new SshRsaIdentity(new SshPublicKey.Rsa(key.getPublicExponent(), key.getModulus()), key);
    }

    private static AgeIdentity rsa(RSAPrivateCrtKeySpec spec) throws GeneralSecurityException {
        return new SshRsaIdentity(
                new SshPublicKey.Rsa(spec.getPublicExponent(), spec.getModulus()),
                KeyFactory.getInstance("RSA").generatePrivate(spec));
    }
}
