package dev.capstan.objectstore;

import dev.capstan.cloud.AwsSignature;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundResponse;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A bucket of Amazon S3, or of a server that speaks its protocol. A server that names another region than the one signed for is asked
 * once more, for that region.
 */
public final class S3Store implements ObjectStore {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final String SERVICE = "s3";
    private static final byte[] NO_BODY = {};
    private static final String OBJECTS_PER_PAGE = "1000";

    private final S3Address address;
    private final AwsIdentity identity;
    private final StoreCalls calls;
    private final ListingLimits limits;
    private final Clock clock;
    private volatile String region;

    /**
     * @param region what requests are signed for; empty for the one that the endpoint's name says, or else {@code us-east-1}
     */
    public S3Store(
            StoreEndpoint endpoint,
            BucketName bucket,
            Optional<String> region,
            AwsIdentity identity,
            StoreConnection connection,
            ListingLimits limits,
            Clock clock) {
        this.address = S3Address.of(endpoint, bucket);
        this.identity = identity;
        this.calls = new StoreCalls(connection);
        this.limits = limits;
        this.clock = clock;
        this.region = region.or(() -> S3Address.regionOf(endpoint)).orElse(DEFAULT_REGION);
    }

    @Override
    public List<ListedObject> list(String prefix, Deadline deadline) throws ObjectStoreException {
        return Pages.all(token -> page(prefix, token, deadline), limits);
    }

    private Pages.Page page(String prefix, Optional<String> token, Deadline deadline) throws ObjectStoreException {
        var parameters = new TreeMap<>(
                Map.of("list-type", "2", "max-keys", OBJECTS_PER_PAGE, "encoding-type", "url", "prefix", prefix));
        token.ifPresent(it -> parameters.put("continuation-token", it));
        try (var answer = get(address.listing(parameters), Map.of(), StoreCalls.LONGEST_PAGE, deadline)) {
            if (answer.status() != 200) {
                throw failure(answer, Optional.empty(), deadline);
            }
            return S3Listing.read(answer.body());
        }
    }

    @Override
    public InputStream open(ListedObject object, Deadline deadline) throws ObjectStoreException {
        var unchanged =
                object.etag().isEmpty() ? Map.<String, String>of() : Map.of("If-Match", "\"" + object.etag() + "\"");
        return new ObjectContent(object, object(object.key(), unchanged, object.size(), deadline));
    }

    @Override
    public Optional<byte[]> find(String key, int limit, Deadline deadline) throws ObjectStoreException {
        return Found.read(key, limit, () -> object(key, Map.of(), limit + 1L, deadline));
    }

    private OutboundResponse object(String key, Map<String, String> conditions, long limit, Deadline deadline)
            throws ObjectStoreException {
        if (UriText.hasDotSegment(key)) {
            throw StoreCalls.failure(new ObjectStoreFailure.KeyUnreachable(key));
        }
        var answer = get(address.object(key), conditions, limit, deadline);
        if (answer.status() == 200) {
            return answer;
        }
        try (answer) {
            throw failure(answer, Optional.of(key), deadline);
        }
    }

    private OutboundResponse get(URI place, Map<String, String> headers, long limit, Deadline deadline)
            throws ObjectStoreException {
        var signedFor = region;
        var answer = getOnce(place, headers, limit, signedFor, deadline);
        if (answer.status() != 400) {
            return answer;
        }
        // Signed for another region than the server's; MinIO says which one only here.
        var error = S3Error.of(answer);
        var wanted = error.region().filter(it -> !it.equals(signedFor));
        answer.close();
        if (wanted.isEmpty()) {
            throw StoreCalls.failure(error.failure(Optional.empty(), signedFor, isSigned(deadline)));
        }
        region = wanted.get();
        return getOnce(place, headers, limit, wanted.get(), deadline);
    }

    private OutboundResponse getOnce(
            URI place, Map<String, String> headers, long limit, String signedFor, Deadline deadline)
            throws ObjectStoreException {
        var keys = identity.keys(deadline);
        var all = keys.isPresent()
                ? new AwsSignature(keys.get(), signedFor, SERVICE).sign("GET", place, headers, NO_BODY, clock.instant())
                : headers;
        return calls.get(place, all, limit, deadline);
    }

    private ObjectStoreException failure(OutboundResponse answer, Optional<String> key, Deadline deadline)
            throws ObjectStoreException {
        return StoreCalls.failure(S3Error.of(answer).failure(key, region, isSigned(deadline)));
    }

    private boolean isSigned(Deadline deadline) throws ObjectStoreException {
        return identity.keys(deadline).isPresent();
    }
}
