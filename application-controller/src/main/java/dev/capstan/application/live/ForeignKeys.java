package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which objects of others there are, in sixteen to thirty-two bytes each: of their keys only a hash is kept. So it is known without a
 * request that an object is not there. Two keys with one hash, which nobody will see by chance, cost a request too many or a
 * conflict. Not thread-safe.
 */
final class ForeignKeys {

    private static final long FREE = 0;

    private long[] table = new long[16];
    private int count;

    void add(ObjectKey key) {
        if ((count + 1) * 2 > table.length) {
            grow();
        }
        int place = place(table, hash(key));
        if (table[place] == FREE) {
            table[place] = hash(key);
            count++;
        }
    }

    void remove(ObjectKey key) {
        int place = place(table, hash(key));
        if (table[place] == FREE) {
            return;
        }
        table[place] = FREE;
        count--;
        // Those that stand behind it may have found their place taken by it.
        for (int next = after(place); table[next] != FREE; next = after(next)) {
            long moved = table[next];
            table[next] = FREE;
            table[place(table, moved)] = moved;
        }
    }

    boolean contains(ObjectKey key) {
        return table[place(table, hash(key))] != FREE;
    }

    int size() {
        return count;
    }

    void clear() {
        table = new long[16];
        count = 0;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(hash -> hash != FREE).forEach(hash -> larger[place(larger, hash)] = hash);
        table = larger;
    }

    /** Where a hash is, or could be. */
    private static int place(long[] table, long hash) {
        int place = (int) (hash ^ (hash >>> 32)) & (table.length - 1);
        while (table[place] != FREE && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private int after(int place) {
        return (place + 1) & (table.length - 1);
    }

    private static long hash(ObjectKey key) {
        long hash = ContentHash.of(key.toString().getBytes(StandardCharsets.UTF_8));
        return hash == FREE ? 1 : hash;
    }
}
