package dev.capstan.images.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Lists of tags as registries have them, near-versions and near-numbers among them, and policies that may fit. */
final class TagListGenerator {
    /** One question. */
    record Case(TagPolicy policy, Optional<TagFilter> filter, List<String> tags) {}

    private static final List<String> PRERELEASES = List.of(
            "", "", "", "-rc.1", "-rc.2", "-rc.10", "-alpha", "-beta.01", "-0", "-a.b.c", "--", "-1_2", "-20240101");
    private static final List<String> ODD = List.of(
            "latest",
            "main",
            "1",
            "1.2",
            "v2",
            "01.2.3",
            "1.02.3",
            "vv1.2.3",
            "V1.2.3",
            "1.2.3.4",
            "1.2.3-",
            "1..3",
            "v",
            "18446744073709551615.0.0",
            "18446744073709551616.0.0",
            "999999999999999999999.1.1",
            "stable-1.2.3",
            "1.2.3_4");
    private static final List<String> RANGES = List.of(
            "*",
            ">=1.0.0",
            ">=1.0.0-0",
            "^1",
            "~1.2",
            "1.x",
            ">1.2 <3",
            "<2.0.0-beta || >=3",
            "1.0 - 2.1",
            "=1.2.3",
            "!=1.2.3",
            "^0.0.2",
            "~0",
            ">=0.0.0-0",
            "1.2.3-rc.1",
            "^1.2-0",
            ">= 1.0, < 2",
            "x",
            "",
            "banana",
            ">=1.0.0 ||",
            "1.2.3 1.2.4");
    private static final List<String> NUMBERS = List.of(
            "1",
            "10",
            "9",
            "007",
            "1.0",
            "1e3",
            "1E-3",
            "0x1p4",
            "0x10",
            "1_000",
            "1__0",
            "inf",
            "Infinity",
            "1e999",
            "1.",
            "5e",
            "0x1.8p1",
            "0x_1p1",
            "20240101",
            "20240101.1",
            "1700000000",
            "1700000001",
            "0",
            "00",
            "0.0",
            "9007199254740993");
    private static final List<TagFilter> FILTERS = List.of(
            new TagFilter("^v?([0-9].*)$", "$1"),
            new TagFilter("", ""),
            new TagFilter("^main-[a-f0-9]+-(?P<ts>[0-9]+)", "$ts"),
            new TagFilter("(?P<a>[0-9]+)\\.(?P<b>[0-9]+)", "$a.$b.0"),
            new TagFilter("(?P<a>[0-9]+)\\.(?P<b>[0-9]+)", "${a}.${b}.0-rc"),
            new TagFilter("([0-9]+)", "$1x"),
            new TagFilter("([0-9]+)", "${1}0"),
            new TagFilter("(1)|(2)", "$1$2$3"),
            new TagFilter("[", ""),
            new TagFilter("^(?i)V", ""),
            new TagFilter("[0-9]", "7"),
            new TagFilter("(?P<n>[0-9]+)$", "$$n${n"),
            new TagFilter("(?P<n>[0-9]+)$", "$n"),
            new TagFilter("rc", "$0"),
            new TagFilter("^(?P<n>[0-9]+)$|-(?<n>[0-9]+)$", "$n"),
            new TagFilter("^v(?P<n>.*)|^(?P<n>[0-9].*)", "${n}"),
            new TagFilter("^[0-9.]+$", ""));

    private final Random random;

    TagListGenerator(long seed) {
        this.random = new Random(seed);
    }

    Case next() {
        int kind = random.nextInt(3);
        TagPolicy policy = switch (kind) {
            case 0 -> new TagPolicy.Semver(any(RANGES));
            case 1 -> new TagPolicy.Alphabetical(order());
            default -> new TagPolicy.Numerical(order());
        };
        Optional<TagFilter> filter = random.nextInt(5) < 2 ? Optional.empty() : Optional.of(any(FILTERS));
        int size = random.nextInt(25);
        boolean isNumeric = kind == 2 && random.nextInt(3) > 0;
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            tags.add(isNumeric ? number() : tag());
        }
        return new Case(policy, filter, tags);
    }

    private TagOrder order() {
        return random.nextBoolean() ? TagOrder.ASC : TagOrder.DESC;
    }

    private String number() {
        return random.nextInt(3) == 0 ? any(NUMBERS) : Integer.toString(random.nextInt(200));
    }

    private String tag() {
        return switch (random.nextInt(6)) {
            case 0 -> any(ODD);
            case 1 ->
                "main-" + Integer.toHexString(random.nextInt(1 << 12)) + "-" + (1_700_000_000 + random.nextInt(5));
            case 2 -> number();
            default ->
                (random.nextInt(3) == 0 ? "v" : "") + random.nextInt(4) + "." + random.nextInt(4) + "."
                        + random.nextInt(12) + any(PRERELEASES);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
