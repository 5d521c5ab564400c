package dev.capstan.git.signature;

import dev.capstan.openpgp.OpenPgpCheck;
import dev.capstan.openpgp.OpenPgpFault;
import dev.capstan.openpgp.OpenPgpKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;

/** The keys that may have signed. The kind of a signature decides which of them are asked. */
public final class TrustedKeys {
    private static final String SSH_SUFFIX = ".sshpub";

    private final OpenPgpKeys openPgp;
    private final List<byte[]> ssh;

    private TrustedKeys(OpenPgpKeys openPgp, List<byte[]> ssh) {
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
     * other name OpenPGP keys, not armored or in any number of armored blocks. Copies of one key are merged, in whatever order they
     * come. What cannot be read makes all unusable: it might have been a revocation.
     */
    public static Parsed parse(Map<String, byte[]> entries) {
        var ssh = new ArrayList<byte[]>();
        var others = new LinkedHashMap<>(entries);
        for (var entry : entries.entrySet()) {
            if (entry.getKey().endsWith(SSH_SUFFIX)) {
                others.remove(entry.getKey());
                try {
                    ssh.addAll(sshKeys(entry.getValue()));
                } catch (IOException e) {
                    return new Parsed.Unusable("the key '" + entry.getKey() + "' cannot be read: " + e.getMessage());
                }
            }
        }
        return switch (OpenPgpKeys.parse(others)) {
            case OpenPgpKeys.Parsed.Unusable(var why) -> new Parsed.Unusable(why);
            case OpenPgpKeys.Parsed.Keys(var openPgp)
            when openPgp.isEmpty() && ssh.isEmpty() -> new Parsed.Unusable("there is no public key");
            case OpenPgpKeys.Parsed.Keys(var openPgp) -> new Parsed.Keys(new TrustedKeys(openPgp, List.copyOf(ssh)));
        };
    }

    private static List<byte[]> sshKeys(byte[] bytes) throws IOException {
        var keys = new ArrayList<byte[]>();
        int number = 0;
        for (var line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            keys.add(sshKey(line.strip(), number));
        }
        if (keys.isEmpty()) {
            throw new IOException("it holds no SSH public key");
        }
        return keys;
    }

    private static byte[] sshKey(String line, int number) throws IOException {
        try {
            var data = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).getKeyData();
            if (data != null && data.length > 0) {
                return data;
            }
        } catch (RuntimeException e) {
            throw new IOException("line " + number + " is not an SSH public key", e);
        }
        throw new IOException("line " + number + " is not an SSH public key");
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
                : ofOpenPgp(openPgp.check(signature, object.payload(), Instant.now()));
    }

    private static SignatureCheck ofOpenPgp(OpenPgpCheck check) {
        return switch (check) {
            case OpenPgpCheck.Valid(var key) -> new SignatureCheck.Valid(key);
            case OpenPgpCheck.Invalid(var why, var fault, var key) ->
                new SignatureCheck.Invalid(why, fault(fault), key);
        };
    }

    private static SignatureFault fault(OpenPgpFault fault) {
        return switch (fault) {
            case BAD -> SignatureFault.BAD;
            case UNKNOWN_KEY -> SignatureFault.UNKNOWN_KEY;
            case UNTRUSTED_KEY -> SignatureFault.UNTRUSTED_KEY;
            case EXPIRED_KEY -> SignatureFault.EXPIRED_KEY;
            case REVOKED_KEY -> SignatureFault.REVOKED_KEY;
            case EXPIRED_SIGNATURE -> SignatureFault.EXPIRED_SIGNATURE;
        };
    }
}
