package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundResponse;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A container of Azure Blob Storage. */
public final class AzureBlobStore implements ObjectStore {
    private static final String VERSION = "2021-12-02";
    private static final String OBJECTS_PER_PAGE = "5000";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String root;
    private final AzureAccess access;
    private final StoreCalls calls;
    private final ListingLimits limits;
    private final Clock clock;

    /** A container of the account that the endpoint belongs to. */
    public AzureBlobStore(
            StoreEndpoint endpoint,
            BucketName container,
            AzureAccess access,
            StoreConnection connection,
            ListingLimits limits,
            Clock clock) {
        this.root = endpoint.base() + "/" + UriText.encode(container.text());
        this.access = access;
        this.calls = new StoreCalls(connection);
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public List<ListedObject> list(String prefix, Deadline deadline) throws ObjectStoreException {
        return Pages.all(token -> page(prefix, token, deadline), limits);
    }

    private Pages.Page page(String prefix, Optional<String> token, Deadline deadline) throws ObjectStoreException {
        var parameters = new TreeMap<>(
                Map.of("comp", "list", "restype", "container", "maxresults", OBJECTS_PER_PAGE, "prefix", prefix));
        token.ifPresent(it -> parameters.put("marker", it));
        try (var answer = get("", parameters, Map.of(), StoreCalls.LONGEST_PAGE, deadline)) {
            if (answer.status() != 200) {
                throw failure(answer, Optional.empty());
            }
            var root = XmlAnswer.read(answer.body());
            var objects = new ArrayList<ListedObject>();
            for (var blob : root.all("Blobs").flatMap(it -> it.all("Blob")).toList()) {
                objects.add(object(blob));
            }
            return new Pages.Page(
                    objects, Optional.of(root.textOf("NextMarker")).filter(it -> !it.isEmpty()));
        }
    }

    private static ListedObject object(XmlElement blob) throws ObjectStoreException {
        var name = blob.first("Name");
        var properties = blob.first("Properties");
        var key = name.map(XmlElement::text).orElse("");
        return new ListedObject(
                name.filter(XmlElement::isEncoded).isPresent() ? UriText.decode(key.replace("+", "%2B")) : key,
                S3Listing.plainEtag(property(properties, "Etag")),
                S3Listing.size(property(properties, "Content-Length")),
                "",
                Md5Header.hex(property(properties, "Content-MD5")));
    }

    private static String property(Optional<XmlElement> properties, String name) {
        return properties.map(it -> it.textOf(name).strip()).orElse("");
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
        var answer = get("/" + UriText.encodePath(key), new TreeMap<>(), conditions, limit, deadline);
        if (answer.status() == 200) {
            return answer;
        }
        try (answer) {
            throw failure(answer, Optional.of(key));
        }
    }

    private OutboundResponse get(
            String path,
            SortedMap<String, String> parameters,
            Map<String, String> conditions,
            long limit,
            Deadline deadline)
            throws ObjectStoreException {
        var query = Stream.of(UriText.query(parameters), access.query())
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("&"));
        var place = URI.create(root + path + (query.isEmpty() ? "" : "?" + query));
        var headers = new TreeMap<>(conditions);
        headers.put("x-ms-version", VERSION);
        headers.put("x-ms-date", DATE.format(clock.instant()));
        return calls.get(place, access.headers(place, headers, deadline), limit, deadline);
    }

    private ObjectStoreException failure(OutboundResponse answer, Optional<String> key) {
        var code = answer.header("x-ms-error-code").map(StoreCalls::code).orElse("");
        var unexpected = new ObjectStoreFailure.UnexpectedAnswer(answer.status(), code);
        return StoreCalls.failure(
                switch (answer.status()) {
                    case 401, 403 -> new ObjectStoreFailure.AccessRefused(!access.isAnonymous(), answer.status(), code);
                    case 404 ->
                        code.equals("ContainerNotFound")
                                ? new ObjectStoreFailure.BucketMissing()
                                : key.<ObjectStoreFailure>map(ObjectStoreFailure.ObjectGone::new)
                                        .orElse(unexpected);
                    case 412 ->
                        key.<ObjectStoreFailure>map(ObjectStoreFailure.ObjectChanged::new)
                                .orElse(unexpected);
                    default -> unexpected;
                });
    }
}
