package dev.capstan.secrets.keys;

import dev.capstan.secrets.SecretsException;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.SecretsFailure.KeyAttempt;
import dev.capstan.secrets.cipher.DataKey;
import dev.capstan.secrets.metadata.KeyGroup;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.shamir.Shamir;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Gets the data key of a file out of its master keys, and into them. */
public final class DataKeys {
    /** A key of a cloud that hangs takes as long as its deadline, and a file may name hundreds. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final String file;
    private final KeyService service;
    private final LongSupplier nanoTime;

    /** @param file for messages */
    public DataKeys(String file, KeyService service) {
        this(file, service, System::nanoTime);
    }

    /** @param nanoTime as of {@link System#nanoTime} */
    DataKeys(String file, KeyService service, LongSupplier nanoTime) {
        this.file = file;
        this.service = service;
        this.nanoTime = nanoTime;
    }

    /**
     * The data key of a file. Of each group the first key that opens counts; when there are several, no more are opened than
     * are needed. After two minutes no further key is tried.
     *
     * @throws SecretsException when too few groups open
     */
    public DataKey recover(Metadata metadata, KeyOrder order) {
        var groups = metadata.groups();
        int needed = groups.size() == 1 ? 1 : needed(metadata);
        var shares = new ArrayList<byte[]>();
        var attempts = new ArrayList<List<KeyAttempt>>();
        long begin = nanoTime.getAsLong();
        try {
            for (KeyGroup group : groups) {
                if (shares.size() == needed) {
                    break;
                }
                var failed = new ArrayList<KeyAttempt>();
                Optional<byte[]> share = opened(group, order, failed, begin);
                share.ifPresent(shares::add);
                attempts.add(share.isPresent() ? List.of() : failed);
            }
            if (shares.size() < needed) {
                throw new SecretsException(new SecretsFailure.KeysNotRecovered(file, needed, attempts));
            }
            return groups.size() == 1 ? dataKey(shares.getFirst()) : combined(shares);
        } finally {
            shares.forEach(share -> Arrays.fill(share, (byte) 0));
        }
    }

    private int needed(Metadata metadata) {
        int groups = metadata.groups().size();
        int threshold = metadata.shamirThreshold() == 0 ? groups : Math.max(2, metadata.shamirThreshold());
        if (threshold > groups) {
            throw new SecretsException(new SecretsFailure.ThresholdUnusable(file, metadata.shamirThreshold(), groups));
        }
        return threshold;
    }

    private Optional<byte[]> opened(KeyGroup group, KeyOrder order, List<KeyAttempt> failed, long begin) {
        for (MasterKey key : order.of(group)) {
            if (nanoTime.getAsLong() - begin > LONGEST.toNanos()) {
                failed.add(new KeyAttempt(key.name(), "it was not tried, as those before took more than two minutes"));
                return Optional.empty();
            }
            switch (service.open(key)) {
                case KeyService.Opening.Opened opened -> {
                    return Optional.of(opened.secret());
                }
                case KeyService.Opening.Failed failure -> failed.add(new KeyAttempt(key.name(), failure.problem()));
            }
        }
        if (group.keys().isEmpty()) {
            failed.add(new KeyAttempt("a group", "it has no keys"));
        }
        return Optional.empty();
    }

    private DataKey combined(List<byte[]> shares) {
        if (shares.stream().anyMatch(share -> share.length != DataKey.SIZE + 1)) {
            throw malformed("a share of a data key has " + (DataKey.SIZE + 1) + " bytes, and one of these has not");
        }
        try {
            byte[] secret = Shamir.combine(shares);
            try {
                return dataKey(secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private DataKey dataKey(byte[] secret) {
        try {
            return DataKey.of(secret);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private SecretsException malformed(String problem) {
        return new SecretsException(new SecretsFailure.MetadataMalformed(file, problem));
    }

    /**
     * The groups with the data key encrypted for each of their keys.
     *
     * @param threshold how many of several groups give the data key; 0 for all
     * @throws SecretsException when it cannot be encrypted for one of them, or not shared like this
     */
    public List<KeyGroup> wrap(List<KeyGroup> groups, int threshold, DataKey dataKey, SecureRandom random) {
        if (groups.isEmpty() || groups.stream().anyMatch(group -> group.keys().isEmpty())) {
            throw new SecretsException(new SecretsFailure.NoKeys(file));
        }
        var failed = new ArrayList<KeyAttempt>();
        var secrets = secrets(groups.size(), threshold, dataKey, random);
        var wrapped = new ArrayList<KeyGroup>();
        for (int i = 0; i < groups.size(); i++) {
            byte[] secret = secrets.get(i);
            wrapped.add(new KeyGroup(groups.get(i).keys().stream()
                    .map(key -> wrapped(key, secret, failed))
                    .toList()));
            Arrays.fill(secret, (byte) 0);
        }
        if (!failed.isEmpty()) {
            throw new SecretsException(new SecretsFailure.KeysNotWrapped(file, failed));
        }
        return List.copyOf(wrapped);
    }

    /**
     * A group with the data key encrypted for those of its keys that do not hold it yet.
     *
     * @throws SecretsException when it cannot be encrypted for one of them
     */
    public KeyGroup wrapFresh(KeyGroup group, DataKey dataKey) {
        if (group.keys().isEmpty()) {
            throw new SecretsException(new SecretsFailure.NoKeys(file));
        }
        var failed = new ArrayList<KeyAttempt>();
        byte[] secret = dataKey.copy();
        var keys = group.keys().stream()
                .map(key -> key.enc().isEmpty() ? wrapped(key, secret, failed) : key)
                .toList();
        Arrays.fill(secret, (byte) 0);
        if (!failed.isEmpty()) {
            throw new SecretsException(new SecretsFailure.KeysNotWrapped(file, failed));
        }
        return new KeyGroup(keys);
    }

    private List<byte[]> secrets(int groups, int threshold, DataKey dataKey, SecureRandom random) {
        byte[] key = dataKey.copy();
        if (groups == 1) {
            return List.of(key);
        }
        try {
            return Shamir.split(key, groups, threshold == 0 ? groups : threshold, random);
        } catch (IllegalArgumentException e) {
            throw new SecretsException(new SecretsFailure.ThresholdUnusable(file, threshold, groups));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private MasterKey wrapped(MasterKey key, byte[] secret, List<KeyAttempt> failed) {
        return switch (service.wrap(key, secret)) {
            case KeyService.Wrapping.Wrapped wrapped -> wrapped.key();
            case KeyService.Wrapping.Failed failure -> {
                failed.add(new KeyAttempt(key.name(), failure.problem()));
                yield key;
            }
        };
    }
}
