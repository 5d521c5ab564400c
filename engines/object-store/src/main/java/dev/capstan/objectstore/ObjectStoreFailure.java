package dev.capstan.objectstore;

import dev.capstan.cloud.CloudFailure;
import dev.capstan.http.HttpFailure;

/**
 * Everything that is expected to go wrong with a bucket. No case carries an answer of the server beyond its status and its short
 * error code.
 */
public sealed interface ObjectStoreFailure {

    /** The endpoint or the name of the bucket cannot be used as written. */
    record AddressMalformed(String why) implements ObjectStoreFailure {}

    /** There was no answer, or it broke off. */
    record Unreachable(HttpFailure cause) implements ObjectStoreFailure {}

    /** What was given as credentials is not of the form that is needed. */
    record CredentialsUnusable(String why) implements ObjectStoreFailure {}

    /**
     * The server does not let us in.
     *
     * @param wereGiven whether the request carried credentials
     */
    record AccessRefused(boolean wereGiven, int status, String code) implements ObjectStoreFailure {}

    /** The service that hands out temporary credentials refused to. */
    record TokenRefused(String service, int status, String code) implements ObjectStoreFailure {}

    /** This process is nobody for the cloud, or may not be shown to be somebody. */
    record IdentityNotGiven(CloudFailure cause) implements ObjectStoreFailure {}

    /** There is no such bucket. */
    record BucketMissing() implements ObjectStoreFailure {}

    /** The bucket lies in another region. */
    record RegionElsewhere(String asked, String region) implements ObjectStoreFailure {}

    /** The object was removed since it was listed. */
    record ObjectGone(String key) implements ObjectStoreFailure {}

    /** The object was replaced since it was listed. */
    record ObjectChanged(String key) implements ObjectStoreFailure {}

    /** The object is longer than what it is read for allows. */
    record ObjectTooLong(String key, long allowed) implements ObjectStoreFailure {}

    /** The key cannot be asked for by HTTP: clients take its dots for a way to another place. */
    record KeyUnreachable(String key) implements ObjectStoreFailure {}

    /** The server answered with a status that has no meaning of its own here. */
    record UnexpectedAnswer(int status, String code) implements ObjectStoreFailure {}

    /** The answer is not what the protocol says. */
    record AnswerUnreadable(String why) implements ObjectStoreFailure {}

    /**
     * The listing exceeds a limit.
     *
     * @param what is limited, in the plural
     */
    record ListingTooLong(String what, long allowed) implements ObjectStoreFailure {}

    /** One sentence for people. */
    default String message() {
        return switch (this) {
            case AddressMalformed(var why) -> why;
            case Unreachable(var cause) -> cause.message();
            case CredentialsUnusable(var why) -> why;
            case AccessRefused(var wereGiven, var status, var code)
            when code.equals("RequestTimeTooSkewed") ->
                "the server refused the signature because its clock and ours differ" + answer(status, code);
            case AccessRefused(var wereGiven, var status, var code) ->
                (wereGiven
                                ? "the server refused the credentials, or they do not allow this"
                                : "the server does not let anybody in without credentials")
                        + answer(status, code);
            case TokenRefused(var service, var status, var code) ->
                service + " did not give temporary credentials" + answer(status, code);
            case IdentityNotGiven(var cause) -> cause.message();
            case BucketMissing _ -> "the bucket does not exist";
            case RegionElsewhere(var asked, var region) ->
                "the bucket lies in the region '" + region + "' instead of '" + asked
                        + "'; name it in the region and, where endpoints are regional, in the endpoint";
            case ObjectGone(var key) -> "the object '" + key + "' was removed while the bucket was read";
            case ObjectChanged(var key) -> "the object '" + key + "' was replaced while the bucket was read";
            case ObjectTooLong(var key, var allowed) ->
                "the object '" + key + "' has more than the allowed " + allowed + " bytes";
            case KeyUnreachable(var key) ->
                "the object '" + key + "' cannot be asked for: its key has dots as a segment";
            case UnexpectedAnswer(var status, var code)
            when status == 429 || status == 503 -> "the server asks for fewer requests" + answer(status, code);
            case UnexpectedAnswer(var status, var code) -> "the server answered with an error" + answer(status, code);
            case AnswerUnreadable(var why) -> "the answer of the server is not usable: " + why;
            case ListingTooLong(var what, var allowed) ->
                "the listing has more than the allowed " + allowed + " " + what;
        };
    }

    private static String answer(int status, String code) {
        return code.isEmpty() ? " (HTTP " + status + ")" : " (HTTP " + status + ", " + code + ")";
    }
}
