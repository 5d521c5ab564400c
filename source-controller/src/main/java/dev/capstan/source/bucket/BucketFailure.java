package dev.capstan.source.bucket;

import dev.capstan.access.AccessFailure;
import dev.capstan.api.meta.Reason;
import dev.capstan.objectstore.ObjectStoreFailure;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;

/** What keeps a Bucket in particular from having a new artifact. */
public sealed interface BucketFailure extends SourceFailure {

    /**
     * The object store could not be used.
     *
     * @param bucket its name
     */
    record Fetch(String bucket, ObjectStoreFailure cause) implements BucketFailure {}

    /** The object asks for an identity of its own, and this version has only that of the controller. */
    record IdentityUnsupported(String why) implements BucketFailure {}

    /**
     * The Secret asks for a managed identity, and there is none, or it may not be shown there.
     *
     * @param secret its name
     * @param cause of an identity of the cloud
     */
    record ManagedIdentityUnusable(String secret, AccessFailure cause) implements BucketFailure {}

    /** The token service cannot be used as it is declared. */
    record TokenServiceInvalid(String why) implements BucketFailure {}

    /** The objects were not read to the end, and neither the store nor the disk is to blame. */
    record FetchEnded(String bucket, String why) implements BucketFailure {}

    /** An object has a key that cannot be the path of a file. */
    record KeyUnusable(String bucket, String key, String why) implements BucketFailure {}

    /** The server does not say which content an object has. */
    record EtagMissing(String bucket, String key) implements BucketFailure {}

    /**
     * The selected objects are more than an artifact may hold.
     *
     * @param what is limited, in the plural
     */
    record LimitExceeded(String bucket, String what, long allowed) implements BucketFailure {}

    /** What a failure of the engine means for the object. */
    static SourceFailure of(BucketSource source, ObjectStoreFailure cause) {
        return cause instanceof ObjectStoreFailure.IdentityNotGiven(var identity)
                ? ofIdentity(source, new AccessFailure.CloudIdentityUnusable(identity))
                : new Fetch(source.spec().bucketName(), cause);
    }

    /** As it is, unless there is a Secret: then it is that one which asks for the identity, not the spec. */
    static SourceFailure ofIdentity(BucketSource source, AccessFailure cause) {
        var secret = source.spec().secretRef();
        return secret == null
                ? new CommonSourceFailure.Access(cause)
                : new ManagedIdentityUnusable(secret.name(), cause);
    }

    @Override
    default SourceStep step() {
        return SourceStep.FETCH;
    }

    @Override
    default Reason reason() {
        return switch (this) {
            case Fetch(var _, ObjectStoreFailure.AddressMalformed _) -> Reason.URL_INVALID;
            case Fetch(var _, ObjectStoreFailure.CredentialsUnusable _) -> Reason.AUTHENTICATION_FAILED;
            case Fetch(var _, ObjectStoreFailure.AccessRefused _) -> Reason.AUTHENTICATION_FAILED;
            case Fetch(var _, ObjectStoreFailure.TokenRefused _) -> Reason.AUTHENTICATION_FAILED;
            case IdentityUnsupported _ -> Reason.INVALID_PROVIDER_CONFIGURATION;
            case ManagedIdentityUnusable(var _, var cause) -> cause.reason();
            case TokenServiceInvalid _ -> Reason.INVALID_STS_CONFIGURATION;
            case Fetch _, FetchEnded _, KeyUnusable _, EtagMissing _, LimitExceeded _ -> Reason.BUCKET_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case Fetch(var _, var cause) -> familyOf(cause);
            case ManagedIdentityUnusable(var _, var cause) -> cause.family();
            case IdentityUnsupported _, TokenServiceInvalid _, KeyUnusable _ -> Family.USER_INPUT;
            case EtagMissing _ -> Family.DEPENDENCY;
            case FetchEnded _, LimitExceeded _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    private static Family familyOf(ObjectStoreFailure failure) {
        return switch (failure) {
            case ObjectStoreFailure.Unreachable _,
                    ObjectStoreFailure.ObjectGone _,
                    ObjectStoreFailure.ObjectChanged _,
                    ObjectStoreFailure.UnexpectedAnswer _,
                    ObjectStoreFailure.AnswerUnreadable _ -> Family.DEPENDENCY;
            case ObjectStoreFailure.ListingTooLong _, ObjectStoreFailure.ObjectTooLong _ -> Family.EXHAUSTED_RESOURCES;
            case ObjectStoreFailure.AddressMalformed _,
                    ObjectStoreFailure.CredentialsUnusable _,
                    ObjectStoreFailure.AccessRefused _,
                    ObjectStoreFailure.TokenRefused _,
                    ObjectStoreFailure.IdentityNotGiven _,
                    ObjectStoreFailure.BucketMissing _,
                    ObjectStoreFailure.RegionElsewhere _,
                    ObjectStoreFailure.KeyUnreachable _ -> Family.USER_INPUT;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case Fetch(var _, ObjectStoreFailure.AddressMalformed _) -> Retry.ON_INPUT_CHANGE;
            case IdentityUnsupported _, TokenServiceInvalid _ -> Retry.ON_INPUT_CHANGE;
            // Secrets and the bucket are not part of the object: they may be corrected at any time.
            case Fetch _, ManagedIdentityUnusable _, FetchEnded _, KeyUnusable _, EtagMissing _, LimitExceeded _ ->
                Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case Fetch(var _, ObjectStoreFailure.AddressMalformed(var why)) -> why;
            case Fetch(var bucket, var cause) -> "cannot read the bucket '" + bucket + "': " + cause.message();
            case FetchEnded(var bucket, var why) -> "the bucket '" + bucket + "' was not read to the end: " + why;
            case IdentityUnsupported(var why) -> why;
            case TokenServiceInvalid(var why) -> why;
            case ManagedIdentityUnusable(var secret, var cause) ->
                "the Secret '" + secret + "' has 'clientId' alone, which means a managed identity; 'tenantId' and"
                        + " 'clientSecret' beside it mean a principal: " + identity(cause);
            case KeyUnusable(var bucket, var key, var why) ->
                "the object '" + key + "' of the bucket '" + bucket + "' cannot become a file: " + why
                        + "; rename it, or leave it out with spec.ignore";
            case EtagMissing(var bucket, var key) ->
                "the listing of the bucket '" + bucket + "' has no etag for the object '" + key
                        + "', so a change of it could not be seen";
            case LimitExceeded(var bucket, var what, var allowed) ->
                "the bucket '" + bucket + "' has more than the allowed " + allowed + " " + what
                        + "; choose fewer with spec.prefix or spec.ignore";
        };
    }

    private static String identity(AccessFailure cause) {
        return switch (cause) {
            case AccessFailure.CloudIdentityUnusable(var why) -> why.message();
            case AccessFailure.CloudIdentityWithheld(var why) -> why;
            default -> cause.message();
        };
    }
}
