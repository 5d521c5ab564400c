package dev.capstan.source.gitrepository;

import dev.capstan.access.SecretReader;
import dev.capstan.api.source.GitVerification;
import dev.capstan.git.Revision;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignedObject;
import dev.capstan.git.signature.TrustedKeys;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.source.SourceResult;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks signatures against the public keys in the Secret of {@code spec.verify}. */
public final class KeyedSignatures implements Signatures {
    private final SecretReader secrets;

    public KeyedSignatures(SecretReader secrets) {
        this.secrets = secrets;
    }

    @Override
    public SourceResult<Verified> verify(GitSource source, FetchedCommit commit, Revision revision) {
        var verify = asked(source);
        return trusted(source).then(trusted -> verify(trusted, verify.mode(), commit, revision));
    }

    @Override
    public SourceResult<Function<SignedObject, SignatureCheck>> keys(GitSource source) {
        return trusted(source).map(trusted -> trusted::check);
    }

    private static GitVerification asked(GitSource source) {
        return Objects.requireNonNull(source.spec().verify(), "spec.verify is not set");
    }

    private SourceResult<TrustedKeys> trusted(GitSource source) {
        try {
            return trusted(secrets.read(
                            source.key().namespace(), asked(source).secretRef().name())
                    .all());
        } catch (SecretException e) {
            return unusable("spec.verify: " + e.failure().message());
        }
    }

    private static SourceResult<TrustedKeys> trusted(Map<String, byte[]> entries) {
        return switch (TrustedKeys.parse(entries)) {
            case TrustedKeys.Parsed.Keys(var keys) -> SourceResult.success(keys);
            case TrustedKeys.Parsed.Unusable(var why) -> unusable(why);
        };
    }

    private static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new GitSourceFailure.VerificationKeysUnusable(why));
    }

    private static SourceResult<Verified> verify(
            TrustedKeys trusted, @Nullable String mode, FetchedCommit commit, Revision revision) {
        return switch (mode == null ? "HEAD" : mode) {
            case "Tag" -> tag(trusted, commit, revision);
            case "TagAndHEAD" ->
                tag(trusted, commit, revision)
                        .then(first -> commit(trusted, commit, revision)
                                .then(second ->
                                        SourceResult.success(new Verified(first.message() + "; " + second.message()))));
            default -> commit(trusted, commit, revision);
        };
    }

    private static SourceResult<Verified> commit(TrustedKeys trusted, FetchedCommit commit, Revision revision) {
        var shown = "commit '" + revision.commit() + "'";
        SignedObject.Parsed parsed;
        try {
            parsed = SignedObject.commit(commit.rawCommit());
        } catch (IOException e) {
            return SourceResult.failed(new GitSourceFailure.CommitSignatureInvalid("the commit cannot be read"));
        }
        return switch (parsed) {
            case SignedObject.Parsed.Refused(var why) ->
                SourceResult.failed(new GitSourceFailure.CommitSignatureInvalid(shown + " is malformed: " + why));
            case SignedObject.Parsed.Good(var object) ->
                switch (trusted.check(object)) {
                    case SignatureCheck.Valid(var key) ->
                        SourceResult.success(
                                new Verified("verified signature of " + shown + " with key '" + key + "'"));
                    case SignatureCheck.Unsigned _ -> SourceResult.failed(new GitSourceFailure.Unsigned(shown));
                    case SignatureCheck.Invalid(var why, var _, var _) ->
                        SourceResult.failed(new GitSourceFailure.CommitSignatureInvalid(shown + ": " + why));
                };
        };
    }

    private static SourceResult<Verified> tag(TrustedKeys trusted, FetchedCommit commit, Revision revision) {
        var name = revision.reference().map(KeyedSignatures::tagName).orElse("");
        var shown = "tag '" + name + "'";
        Optional<byte[]> raw;
        try {
            raw = commit.rawTag();
        } catch (IOException e) {
            return SourceResult.failed(new GitSourceFailure.TagSignatureInvalid(shown + " cannot be read"));
        }
        if (raw.isEmpty()) {
            return SourceResult.failed(new GitSourceFailure.Unsigned("lightweight " + shown));
        }
        return switch (SignedObject.tag(raw.get())) {
            case SignedObject.Parsed.Refused(var why) ->
                SourceResult.failed(new GitSourceFailure.TagSignatureInvalid(shown + " is malformed: " + why));
            case SignedObject.Parsed.Good(var object) -> checkTag(trusted, object, name, revision, shown);
        };
    }

    /** A signature of another tag, put in the place of this one, is a good signature of the wrong thing. */
    private static SourceResult<Verified> checkTag(
            TrustedKeys trusted, SignedObject object, String name, Revision revision, String shown) {
        if (!name.equals(object.headers().get("tag"))
                || !revision.commit().equals(object.headers().get("object"))) {
            return SourceResult.failed(new GitSourceFailure.TagSignatureInvalid(
                    shown + ": the tag object was made for another name or another commit"));
        }
        return switch (trusted.check(object)) {
            case SignatureCheck.Valid(var key) ->
                SourceResult.success(new Verified("verified signature of " + shown + " with key '" + key + "'"));
            case SignatureCheck.Unsigned _ -> SourceResult.failed(new GitSourceFailure.Unsigned(shown));
            case SignatureCheck.Invalid(var why, var _, var _) ->
                SourceResult.failed(new GitSourceFailure.TagSignatureInvalid(shown + ": " + why));
        };
    }

    private static String tagName(String reference) {
        return reference.startsWith("refs/tags/") ? reference.substring("refs/tags/".length()) : reference;
    }
}
