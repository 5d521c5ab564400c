package dev.capstan.oci.registry;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pages of lists that registries marked with an {@code ETag} (RFC 9110, section 8.8.3), by who asked for which one: a page that did not
 * change is not sent again. Bounded; the page that was asked for longest ago goes first. Safe for several threads.
 */
final class KnownPages {
    private static final int LARGEST = 1 << 20;
    private static final int LONGEST_TAG = 512;
    private static final long MOST_BYTES = 16 << 20;

    private final Map<String, Page> pages = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    KnownPages() {
        this(MOST_BYTES);
    }

    KnownPages(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A page as it was sent. */
    static final class Page {
        private final String entityTag;
        private final byte[] body;
        private final String link;

        /**
         * A page.
         *
         * @param entityTag the validator as the registry wrote it
         * @param body not changed by anybody
         * @param link the header that leads to the next page; empty for none
         */
        Page(String entityTag, byte[] body, String link) {
            this.entityTag = entityTag;
            this.body = body;
            this.link = link;
        }

        String entityTag() {
            return entityTag;
        }

        byte[] body() {
            return body;
        }

        String link() {
            return link;
        }

        private long weight(String key) {
            return body.length + 2L * (key.length() + entityTag.length() + link.length());
        }
    }

    synchronized Optional<Page> get(String key) {
        return Optional.ofNullable(pages.get(key));
    }

    /** Keeps a page in place of an earlier one; not one that is large, or whose validator cannot be sent back. */
    synchronized void put(String key, Page page) {
        forget(key);
        if (page.body().length > LARGEST || !canBeSent(page.entityTag())) {
            return;
        }
        pages.put(key, page);
        bytes += page.weight(key);
        Iterator<Map.Entry<String, Page>> oldest = pages.entrySet().iterator();
        while (bytes > mostBytes) {
            var gone = oldest.next();
            bytes -= gone.getValue().weight(gone.getKey());
            oldest.remove();
        }
    }

    /** The page is sent without a validator by now. */
    synchronized void forget(String key) {
        var before = pages.remove(key);
        if (before != null) {
            bytes -= before.weight(key);
        }
    }

    synchronized int size() {
        return pages.size();
    }

    private static boolean canBeSent(String entityTag) {
        return !entityTag.isEmpty()
                && entityTag.length() <= LONGEST_TAG
                && entityTag.chars().allMatch(character -> character > 0x20 && character < 0x7f);
    }
}
