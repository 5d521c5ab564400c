package dev.capstan.git.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPPublicKeyRingCollection;

/** The keys that may have signed. The kind of a signature decides which of them are asked. */
public final class TrustedKeys {
    private static final String SSH_SUFFIX = ".sshpub";

    private final List<PGPPublicKeyRing> openPgp;
    private final List<byte[]> ssh;

    private TrustedKeys(List<PGPPublicKeyRing> openPgp, List<byte[]> ssh) {
        this.openPgp = openPgp;
        this.ssh = ssh;
    }

    /** What reading gives: the keys, or why they cannot be used. */
    public sealed interface Parsed {
        record Keys(TrustedKeys keys) implements Parsed {}

        record Unusable(String why) implements Parsed {}
    }

    /**
     * Reads keys by the name they have: {@code *.sshpub} holds lines of an {@code authorized_keys} file, {@code *.asc} and every
     * other name an OpenPGP key ring, armored or not. One unreadable entry makes all unusable.
     */
    public static Parsed parse(Map<String, byte[]> entries) {
        var openPgp = new ArrayList<PGPPublicKeyRing>();
        var ssh = new ArrayList<byte[]>();
        for (var entry : entries.entrySet()) {
            try {
                if (entry.getKey().endsWith(SSH_SUFFIX)) {
                    ssh.addAll(sshKeys(entry.getValue()));
                } else {
                    openPgp.addAll(openPgpRings(entry.getValue()));
                }
            } catch (IOException | GeneralSecurityException | PGPException | RuntimeException e) {
                return new Parsed.Unusable("the key '" + entry.getKey() + "' cannot be read");
            }
        }
        return openPgp.isEmpty() && ssh.isEmpty()
                ? new Parsed.Unusable("there is no public key")
                : new Parsed.Keys(new TrustedKeys(List.copyOf(openPgp), List.copyOf(ssh)));
    }

    private static List<PGPPublicKeyRing> openPgpRings(byte[] bytes) throws IOException, PGPException {
        var rings = new ArrayList<PGPPublicKeyRing>();
        try (var in = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
            new JcaPGPPublicKeyRingCollection(in).getKeyRings().forEachRemaining(rings::add);
        }
        if (rings.isEmpty()) {
            throw new IOException("no OpenPGP public key");
        }
        return rings;
    }

    private static List<byte[]> sshKeys(byte[] bytes) throws IOException, GeneralSecurityException {
        var keys = new ArrayList<byte[]>();
        for (var entry : AuthorizedKeyEntry.readAuthorizedKeys(new ByteArrayInputStream(bytes), true)) {
            keys.add(entry.getKeyData());
        }
        if (keys.isEmpty()) {
            throw new IOException("no SSH public key");
        }
        return keys;
    }

    /**
     * Checks the signature of an object.
     *
     * @param object as read by {@link SignedObject}
     */
    public SignatureCheck check(SignedObject object) {
        if (object.signature().isEmpty()) {
            return new SignatureCheck.Unsigned();
        }
        var signature = object.signature().get();
        return signature.startsWith("-----BEGIN SSH")
                ? SshSignature.check(signature, object.payload(), ssh)
                : OpenPgpSignature.check(signature, object.payload(), openPgp);
    }
}
