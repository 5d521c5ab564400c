package dev.capstan.objectstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the pages of a listing together, and ends one that would not end by itself. */
final class Pages {
    private Pages() {}

    /**
     * One answer to a listing.
     *
     * @param next leads to the next page; empty when this is the last
     */
    record Page(List<ListedObject> objects, Optional<String> next) {}

    /** Asks for pages. */
    @FunctionalInterface
    interface Source {
        /**
         * A page.
         *
         * @param token of the page before; empty for the first
         */
        Page page(Optional<String> token) throws ObjectStoreException;
    }

    static List<ListedObject> all(Source source, ListingLimits limits) throws ObjectStoreException {
        var objects = new ArrayList<ListedObject>();
        long keyBytes = 0;
        Optional<String> token = Optional.empty();
        for (int pages = 1; ; pages++) {
            var page = source.page(token);
            for (var object : page.objects()) {
                require(
                        object.key().length() <= ListingLimits.LONGEST_KEY,
                        "characters in a key",
                        ListingLimits.LONGEST_KEY);
                keyBytes += object.key().getBytes(StandardCharsets.UTF_8).length
                        + object.etag().length();
            }
            objects.addAll(page.objects());
            require(objects.size() <= limits.objects(), "objects", limits.objects());
            require(keyBytes <= limits.keyBytes(), "bytes in its keys", limits.keyBytes());
            if (page.next().isEmpty()) {
                return List.copyOf(objects);
            }
            if (page.next().equals(token)) {
                throw StoreCalls.failure(
                        new ObjectStoreFailure.AnswerUnreadable("the listing leads from one page to the same page"));
            }
            require(pages < limits.pages(), "pages", limits.pages());
            token = page.next();
        }
    }

    private static void require(boolean isWithin, String what, long allowed) throws ObjectStoreException {
        if (!isWithin) {
            throw StoreCalls.failure(new ObjectStoreFailure.ListingTooLong(what, allowed));
        }
    }
}
