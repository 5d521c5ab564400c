package dev.capstan.image.policy;

import dev.capstan.access.AccessFailure;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.oci.OciFailure;

/** What is expected to keep a policy from choosing an image. An image that it chose before stays. */
public sealed interface PolicyFailure extends Failure {

    /** Digests are to be looked up again and again, and nothing says how often. */
    record IntervalMissing() implements PolicyFailure {}

    /** There is no such ImageRepository. */
    record RepositoryMissing(ObjectKey repository) implements PolicyFailure {}

    /** The ImageRepository was not scanned yet as its spec is now, or its tags were lost. */
    record NotScanned(ObjectKey repository) implements PolicyFailure {}

    /** The ImageRepository has no tags that count. */
    record NoTags(ObjectKey repository) implements PolicyFailure {}

    /** The ImageRepository lies in a namespace whose objects may not be referred to from here. */
    record Denied(ObjectKey repository, String why) implements PolicyFailure {}

    /** The image of the ImageRepository is none. */
    record ImageInvalid(ObjectKey repository, String why) implements PolicyFailure {}

    /**
     * The policy or the filter cannot be used as it is written.
     *
     * @param field below {@code spec}
     */
    record PolicyInvalid(String field, String why) implements PolicyFailure {}

    /** No tag counts. */
    record NoneMatches(String why) implements PolicyFailure {}

    /** It is not known who we are for the registry, which is to say the digest. */
    record NoAccess(String image, AccessFailure cause) implements PolicyFailure {}

    /** The registry does not say the digest. */
    record DigestUnknown(String image, OciFailure cause) implements PolicyFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case IntervalMissing _ -> Reason.INTERVAL_NOT_CONFIGURED;
            case RepositoryMissing _, NotScanned _, NoTags _ -> Reason.DEPENDENCY_NOT_READY;
            case Denied _ -> Reason.ACCESS_DENIED;
            case ImageInvalid _ -> Reason.IMAGE_URL_INVALID;
            case PolicyInvalid _ -> Reason.INVALID_POLICY;
            case NoAccess(var _, AccessFailure.AccountIdentityUnsupported _) -> Reason.FEATURE_GATE_DISABLED;
            case NoneMatches _, NoAccess _, DigestUnknown _ -> Reason.FAILURE;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case IntervalMissing _, Denied _, ImageInvalid _, PolicyInvalid _, NoneMatches _ -> Family.USER_INPUT;
            case RepositoryMissing _, NotScanned _, NoTags _, DigestUnknown _ -> Family.DEPENDENCY;
            case NoAccess(var _, var cause) -> cause.family();
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case IntervalMissing _,
                    ImageInvalid _,
                    PolicyInvalid _,
                    NoAccess(var _, AccessFailure.AccountIdentityUnsupported _) -> Retry.ON_INPUT_CHANGE;
            case RepositoryMissing _, NotScanned _, NoTags _, NoneMatches _ -> Retry.ON_DEPENDENCY;
            case Denied _, NoAccess _, DigestUnknown _ -> Retry.WITH_BACKOFF;
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case IntervalMissing _ ->
                "spec.digestReflectionPolicy 'Always' needs spec.interval, which is missing or zero";
            case RepositoryMissing(var repository) ->
                "failed to get the referred ImageRepository: '" + repository + "' does not exist";
            case NotScanned(var repository) -> "the ImageRepository '" + repository + "' was not scanned yet";
            case NoTags(var repository) -> "no tags found for the ImageRepository '" + repository + "'";
            case Denied(var repository, var why) -> "access denied to the ImageRepository '" + repository + "': " + why;
            case ImageInvalid(var repository, var why) -> "the ImageRepository '" + repository + "': " + why;
            case PolicyInvalid(var field, var why) -> "invalid policy: spec." + field + ": " + why;
            case NoneMatches(var why) -> why;
            case NoAccess(var image, var cause) -> "failed fetching digest of " + image + ": " + cause.message();
            case DigestUnknown(var image, var cause) -> "failed fetching digest of " + image + ": " + cause.message();
        };
    }
}
