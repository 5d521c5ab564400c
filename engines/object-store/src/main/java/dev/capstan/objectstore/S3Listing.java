package dev.capstan.objectstore;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Optional;

/** Reads the answer to {@code ListObjectsV2}. */
final class S3Listing {
    private S3Listing() {}

    static Pages.Page read(InputStream answer) throws ObjectStoreException {
        var root = XmlAnswer.read(answer);
        if (!root.name().equals("ListBucketResult")) {
            throw unreadable("it is not a listing; does the endpoint speak S3?");
        }
        var isEncoded = root.textOf("EncodingType").equals("url");
        var objects = new ArrayList<ListedObject>();
        for (var content : root.all("Contents").toList()) {
            objects.add(object(content, isEncoded));
        }
        var next = Optional.of(root.textOf("NextContinuationToken")).filter(it -> !it.isEmpty());
        if (!root.textOf("IsTruncated").strip().equals("true")) {
            return new Pages.Page(objects, Optional.empty());
        }
        if (next.isEmpty()) {
            throw unreadable("the listing goes on without saying where");
        }
        return new Pages.Page(objects, next);
    }

    private static ListedObject object(XmlElement content, boolean isEncoded) throws ObjectStoreException {
        var key = content.textOf("Key");
        return new ListedObject(
                isEncoded ? UriText.decode(key) : key,
                plainEtag(content.textOf("ETag").strip()),
                size(content.textOf("Size").strip()));
    }

    static long size(String text) throws ObjectStoreException {
        try {
            long size = Long.parseLong(text);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // The same as a negative number.
        }
        throw unreadable("an object in the listing has no size");
    }

    /** Quotation marks belong to the header of HTTP, not to the value. */
    static String plainEtag(String etag) {
        return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    private static ObjectStoreException unreadable(String why) {
        return StoreCalls.failure(new ObjectStoreFailure.AnswerUnreadable(why));
    }
}
