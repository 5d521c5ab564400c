package dev.capstan.objectstore;

import dev.capstan.http.OutboundResponse;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of a server that speaks S3, other than the one hoped for.
 *
 * @param code the short error code; empty when there is none
 * @param region the region of the bucket, when the server names one
 */
record S3Error(int status, String code, Optional<String> region) {
    /** Codes that come with status 400 and mean that the credentials are not good. */
    private static final Set<String> BAD_CREDENTIALS = Set.of(
            "InvalidToken", "ExpiredToken", "TokenRefreshRequired", "InvalidAccessKeyId", "SignatureDoesNotMatch");

    private static final Set<String> OTHER_REGION = Set.of(
            "AuthorizationHeaderMalformed",
            "PermanentRedirect",
            "TemporaryRedirect",
            "IllegalLocationConstraintException");

    static S3Error of(OutboundResponse answer) {
        var xml = XmlAnswer.parse(StoreCalls.error(answer));
        var region = answer.header("x-amz-bucket-region")
                .or(() -> xml.map(it -> it.textOf("Region")))
                .map(StoreCalls::code)
                .filter(it -> !it.isEmpty());
        return new S3Error(
                answer.status(),
                xml.map(it -> StoreCalls.code(it.textOf("Code"))).orElse(""),
                region);
    }

    /**
     * What it means.
     *
     * @param key the object that was asked for; empty when it was the bucket
     * @param askedRegion the region that the request was signed for
     */
    ObjectStoreFailure failure(Optional<String> key, String askedRegion, boolean isSigned) {
        if (isRedirect() || OTHER_REGION.contains(code)) {
            return region.filter(it -> !it.equals(askedRegion))
                    .<ObjectStoreFailure>map(it -> new ObjectStoreFailure.RegionElsewhere(askedRegion, it))
                    .orElseGet(this::unexpected);
        }
        return switch (status) {
            case 401, 403 -> new ObjectStoreFailure.AccessRefused(isSigned, status, code);
            case 404 ->
                key.isEmpty() || code.equals("NoSuchBucket") ? missing() : new ObjectStoreFailure.ObjectGone(key.get());
            case 412 ->
                key.<ObjectStoreFailure>map(ObjectStoreFailure.ObjectChanged::new)
                        .orElseGet(this::unexpected);
            case 400 ->
                BAD_CREDENTIALS.contains(code)
                        ? new ObjectStoreFailure.AccessRefused(isSigned, status, code)
                        : unexpected();
            default -> unexpected();
        };
    }

    private boolean isRedirect() {
        return status == 301 || status == 302 || status == 307;
    }

    /** A 404 without that code comes from a server that is something else. */
    private ObjectStoreFailure missing() {
        return code.equals("NoSuchBucket") ? new ObjectStoreFailure.BucketMissing() : unexpected();
    }

    private ObjectStoreFailure unexpected() {
        return new ObjectStoreFailure.UnexpectedAnswer(status, code);
    }
}
