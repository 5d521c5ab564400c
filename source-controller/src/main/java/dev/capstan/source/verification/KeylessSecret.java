package dev.capstan.source.verification;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.capstan.api.source.OidcIdentityMatch;
import dev.capstan.oci.signature.TrustException;
import dev.capstan.oci.signature.keyless.KeylessTrust;
import dev.capstan.oci.signature.keyless.SignerIdentity;
import dev.capstan.oci.signature.keyless.TrustedRoot;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The trusted root of an installation of Sigstore in a Secret, and the identities that a spec trusts. */
final class KeylessSecret {
    private static final String ROOT = "trusted_root.json";

    private KeylessSecret() {}

    static SourceResult<KeylessTrust> trust(SecretValues values, Predicate<SignerIdentity> identities) {
        var root = values.bytes(ROOT);
        if (root.isEmpty()) {
            return VerificationFailure.trustUnusable("the Secret '" + values.name() + "' has no key '" + ROOT + "'");
        }
        try {
            return SourceResult.success(new KeylessTrust(TrustedRoot.read(root.get()), identities));
        } catch (TrustException e) {
            return VerificationFailure.trustUnusable(
                    "the key '" + ROOT + "' of the Secret '" + values.name() + "' cannot be used: " + e.why());
        }
    }

    /** Whom the entries of {@code matchOIDCIdentity} match: regular expressions (RE2) that are looked for anywhere in the text. */
    static SourceResult<Predicate<SignerIdentity>> identities(List<OidcIdentityMatch> entries) {
        if (entries.isEmpty()) {
            return VerificationFailure.unsupported(
                    "signatures without a key need matchOIDCIdentity, as everybody can make one");
        }
        var all = new ArrayList<Predicate<SignerIdentity>>();
        for (var entry : entries) {
            if (entry.issuer().isEmpty() || entry.subject().isEmpty()) {
                return VerificationFailure.unsupported("an entry of matchOIDCIdentity has no issuer or no subject,"
                        + " and would trust everybody; '.*' says so on purpose");
            }
            try {
                var issuer = Pattern.compile(entry.issuer());
                var subject = Pattern.compile(entry.subject());
                all.add(it -> issuer.matcher(it.issuer()).find()
                        && subject.matcher(it.subject()).find());
            } catch (PatternSyntaxException e) {
                return VerificationFailure.unsupported("'" + e.getPattern()
                        + "' in matchOIDCIdentity is not a regular expression: " + e.getDescription());
            }
        }
        return SourceResult.success(identity -> all.stream().anyMatch(it -> it.test(identity)));
    }
}
