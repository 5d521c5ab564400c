package dev.capstan.objectstore;

import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Where a bucket is at a server that speaks S3. AWS gets the bucket as the first label of the host name, which new buckets there need;
 * any other server gets it as the first segment of the path, which needs no DNS entry and no certificate for it.
 *
 * @param root the address of the bucket, without a slash at its end
 */
record S3Address(String root) {
    private static final Pattern AWS_HOST =
            Pattern.compile("s3(?:[.-](?:dualstack\\.)?([a-z]{2}(?:-[a-z]+)+-[0-9]+))?\\.amazonaws\\.com(?:\\.cn)?");

    static S3Address of(StoreEndpoint endpoint, BucketName bucket) {
        var base = endpoint.base();
        var isVirtualHosted = isAws(endpoint) && bucket.isHostLabel();
        return new S3Address(
                isVirtualHosted
                        ? base.getScheme() + "://" + bucket.text() + "." + base.getRawAuthority()
                        : base + "/" + UriText.encode(bucket.text()));
    }

    private static boolean isAws(StoreEndpoint endpoint) {
        return AWS_HOST.matcher(endpoint.host()).matches();
    }

    /** The region that the name of an endpoint of AWS says. */
    static Optional<String> regionOf(StoreEndpoint endpoint) {
        var matcher = AWS_HOST.matcher(endpoint.host());
        return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }

    URI listing(SortedMap<String, String> parameters) {
        return URI.create(root + "/?" + UriText.query(parameters));
    }

    URI object(String key) {
        return URI.create(root + "/" + UriText.encodePath(key));
    }
}
