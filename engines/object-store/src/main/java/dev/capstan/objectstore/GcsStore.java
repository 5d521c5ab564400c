package dev.capstan.objectstore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundResponse;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket of Google Cloud Storage, over its JSON API. Objects are read by their generation, so as they were listed. */
public final class GcsStore implements ObjectStore {
    private static final String OBJECTS_PER_PAGE = "1000";

    /**
     * Whoever does not take gzip gets an object with the content encoding gzip unpacked: other bytes than those whose size and MD5 are
     * listed. ("Transcoding of gzip-compressed files" in the documentation of Cloud Storage.)
     */
    private static final Map<String, String> AS_STORED = Map.of("Accept-Encoding", "gzip");

    private final String root;
    private final BearerIdentity identity;
    private final StoreCalls calls;
    private final ListingLimits limits;

    /** A bucket at an endpoint, which is {@code storage.googleapis.com} but for emulators and private endpoints. */
    public GcsStore(
            StoreEndpoint endpoint,
            BucketName bucket,
            BearerIdentity identity,
            StoreConnection connection,
            ListingLimits limits) {
        this.root = endpoint.base() + "/storage/v1/b/" + UriText.encode(bucket.text()) + "/o";
        this.identity = identity;
        this.calls = new StoreCalls(connection);
        this.limits = limits;
    }

    @Override
    public List<ListedObject> list(String prefix, Deadline deadline) throws ObjectStoreException {
        return Pages.all(token -> page(prefix, token, deadline), limits);
    }

    private Pages.Page page(String prefix, Optional<String> token, Deadline deadline) throws ObjectStoreException {
        var parameters = new TreeMap<>(Map.of(
                "fields",
                "items(name,etag,size,generation,md5Hash),nextPageToken",
                "maxResults",
                OBJECTS_PER_PAGE,
                "prefix",
                prefix));
        token.ifPresent(it -> parameters.put("pageToken", it));
        var place = URI.create(root + "?" + UriText.query(parameters));
        try (var answer = calls.get(place, headers(deadline), StoreCalls.LONGEST_PAGE, deadline)) {
            if (answer.status() != 200) {
                throw failure(answer, Optional.empty(), deadline);
            }
            var listing = JsonAnswer.read(answer.body());
            var objects = new ArrayList<ListedObject>();
            for (var item : listing.path("items")) {
                objects.add(object(item));
            }
            var next = listing.path("nextPageToken").asText("");
            return new Pages.Page(objects, next.isEmpty() ? Optional.empty() : Optional.of(next));
        }
    }

    private static ListedObject object(JsonNode item) throws ObjectStoreException {
        return new ListedObject(
                item.path("name").asText(""),
                item.path("etag").asText(""),
                S3Listing.size(item.path("size").asText("")),
                item.path("generation").asText(""),
                Md5Header.hex(item.path("md5Hash").asText("")));
    }

    @Override
    public InputStream open(ListedObject object, Deadline deadline) throws ObjectStoreException {
        return new ObjectContent(object, object(object.key(), object.generation(), object.size(), AS_STORED, deadline));
    }

    @Override
    public Optional<byte[]> find(String key, int limit, Deadline deadline) throws ObjectStoreException {
        return Found.read(key, limit, () -> object(key, "", limit + 1L, Map.of(), deadline));
    }

    private OutboundResponse object(
            String key, String generation, long limit, Map<String, String> accepted, Deadline deadline)
            throws ObjectStoreException {
        if (key.equals(".") || key.equals("..")) {
            throw StoreCalls.failure(new ObjectStoreFailure.KeyUnreachable(key));
        }
        var parameters = new TreeMap<>(Map.of("alt", "media"));
        if (!generation.isEmpty()) {
            parameters.put("generation", generation);
        }
        var place = URI.create(root + "/" + UriText.encode(key) + "?" + UriText.query(parameters));
        var headers = new TreeMap<>(headers(deadline));
        headers.putAll(accepted);
        var answer = calls.get(place, headers, limit, deadline);
        if (answer.status() == 200) {
            return answer;
        }
        try (answer) {
            throw failure(answer, Optional.of(key), deadline);
        }
    }

    private Map<String, String> headers(Deadline deadline) throws ObjectStoreException {
        return identity.token(deadline)
                .map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
    }

    private ObjectStoreException failure(OutboundResponse answer, Optional<String> key, Deadline deadline)
            throws ObjectStoreException {
        var error = JsonAnswer.parse(StoreCalls.error(answer)).path("error");
        var code = StoreCalls.code(error.path("errors").path(0).path("reason").asText(""));
        var unexpected = new ObjectStoreFailure.UnexpectedAnswer(answer.status(), code);
        return StoreCalls.failure(
                switch (answer.status()) {
                    case 401, 403 ->
                        new ObjectStoreFailure.AccessRefused(
                                identity.token(deadline).isPresent(), answer.status(), code);
                    // A 404 that is not of this API comes from a server that is something else.
                    case 404 ->
                        key.<ObjectStoreFailure>map(ObjectStoreFailure.ObjectGone::new)
                                .orElseGet(
                                        () -> error.isObject() ? new ObjectStoreFailure.BucketMissing() : unexpected);
                    default -> unexpected;
                });
    }
}
