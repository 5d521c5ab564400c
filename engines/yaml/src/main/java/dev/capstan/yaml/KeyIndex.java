package dev.capstan.yaml;

import java.util.Arrays;

/** Open-addressing hash index over the keys of one large map. All state is final, so it may be published by a race. */
final class KeyIndex {
    private final int[] slots;

    KeyIndex(YamlScalar[] keys) {
        int size = Integer.highestOneBit(keys.length) * 4;
        slots = new int[size];
        Arrays.fill(slots, -1);
        for (int i = 0; i < keys.length; i++) {
            int slot = slotOf(keys[i].text());
            while (slots[slot] >= 0) {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = i;
        }
    }

    int find(YamlScalar[] keys, String key) {
        int slot = slotOf(key);
        while (slots[slot] >= 0) {
            if (keys[slots[slot]].text().equals(key)) {
                return slots[slot];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private int slotOf(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }
}
