package dev.capstan.application.signature.adapter;

import dev.capstan.argo.signature.AllowedKey;
import dev.capstan.argo.signature.SignatureResult;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignatureFault;
import dev.capstan.git.signature.SignedObject;
import dev.capstan.git.signature.TrustedKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says of commits and tags who has signed them, in Argo CD's words. */
final class SignedObjects {
    private static final int ID = 16;

    private final TrustedKeys all;
    private final Map<AllowedKey, TrustedKeys> preferred;

    private SignedObjects(TrustedKeys all, Map<AllowedKey, TrustedKeys> preferred) {
        this.all = all;
        this.preferred = preferred;
    }

    /** What reading keys gives. */
    sealed interface Read {
        record Usable(SignedObjects objects) implements Read {}

        /** A key cannot be read; it might have been a revocation. */
        record Unusable(String why) implements Read {}
    }

    static Read by(Map<String, byte[]> keys, Set<AllowedKey> preferred) {
        return switch (TrustedKeys.parse(keys)) {
            case TrustedKeys.Parsed.Unusable(String why) -> new Read.Unusable(why);
            case TrustedKeys.Parsed.Keys(TrustedKeys all) -> {
                Map<AllowedKey, TrustedKeys> single = new HashMap<>();
                keys.forEach((name, key) -> {
                    AllowedKey id = new AllowedKey(
                            name.substring(Math.max(0, name.length() - ID)).toUpperCase(Locale.ROOT));
                    if (preferred.contains(id)
                            && TrustedKeys.parse(Map.of(name, key)) instanceof TrustedKeys.Parsed.Keys(var one)) {
                        single.put(id, one);
                    }
                });
                yield new Read.Usable(new SignedObjects(all, single));
            }
        };
    }

    SignedRevision commit(String id, byte[] raw) {
        return switch (SignedObject.commit(raw)) {
            case SignedObject.Parsed.Refused _ -> new SignedRevision(id, "", SignatureResult.BAD, "");
            case SignedObject.Parsed.Good(SignedObject object) -> checked(id, author(object, "author"), object);
        };
    }

    /** A signature of another tag, put in the place of this one, is a good signature of the wrong thing. */
    SignedRevision tag(String name, String commit, byte[] raw) {
        return switch (SignedObject.tag(raw)) {
            case SignedObject.Parsed.Refused _ -> new SignedRevision(name, "", SignatureResult.BAD, "");
            case SignedObject.Parsed.Good(SignedObject object) ->
                name.equals(object.headers().get("tag"))
                                && commit.equals(object.headers().get("object"))
                        ? checked(name, author(object, "tagger"), object)
                        : new SignedRevision(name, author(object, "tagger"), SignatureResult.BAD, "");
        };
    }

    private SignedRevision checked(String revision, String author, SignedObject object) {
        return switch (all.check(object)) {
            case SignatureCheck.Unsigned _ -> new SignedRevision(revision, author, SignatureResult.UNSIGNED, "");
            case SignatureCheck.Valid(String key) ->
                new SignedRevision(revision, author, SignatureResult.GOOD, preferred(key, object));
            case SignatureCheck.Invalid(String _, SignatureFault fault, String key) ->
                new SignedRevision(revision, author, result(fault), key);
        };
    }

    /** The key that is preferred, where a subkey of it has signed. */
    private String preferred(String key, SignedObject object) {
        if (preferred.containsKey(new AllowedKey(key.toUpperCase(Locale.ROOT)))) {
            return key;
        }
        return preferred.entrySet().stream()
                .filter(one -> one.getValue().check(object) instanceof SignatureCheck.Valid)
                .map(one -> one.getKey().id())
                .findFirst()
                .orElse(key);
    }

    private static SignatureResult result(SignatureFault fault) {
        return switch (fault) {
            case BAD -> SignatureResult.BAD;
            case UNKNOWN_KEY -> SignatureResult.MISSING_KEY;
            case UNTRUSTED_KEY -> SignatureResult.UNTRUSTED_KEY;
            case EXPIRED_KEY -> SignatureResult.EXPIRED_KEY;
            case REVOKED_KEY -> SignatureResult.REVOKED_KEY;
            case EXPIRED_SIGNATURE -> SignatureResult.EXPIRED_SIGNATURE;
        };
    }

    /** Name and address, without the time. */
    private static String author(SignedObject object, String header) {
        String text = object.headers().getOrDefault(header, "");
        int end = text.lastIndexOf('>');
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
