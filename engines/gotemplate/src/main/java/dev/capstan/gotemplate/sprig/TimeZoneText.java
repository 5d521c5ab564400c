package dev.capstan.gotemplate.sprig;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * A zone with its abbreviations.
 *
 * @param rules when which offset holds
 * @param fixedName the abbreviation of a fixed offset, which may be empty; null for zones of the world
 */
record TimeZoneText(ZoneId rules, @Nullable String fixedName) {

    /** Zones that the JDK does not know by these names. */
    private static final Map<String, Integer> FIXED_HOURS = Map.of("EST", -5, "MST", -7, "HST", -10);

    /** Where the JDK abbreviates otherwise than the tz database: in winter and in summer, empty for the offset. */
    private static final Map<String, List<String>> ABBREVIATIONS = Map.of(
            "America/Adak", List.of("HST", "HDT"),
            "Antarctica/Casey", List.of("", ""),
            "Antarctica/Troll", List.of("", ""),
            "Asia/Colombo", List.of("", ""),
            "Atlantic/Azores", List.of("", ""),
            "Europe/Minsk", List.of("", ""),
            "MET", List.of("MET", "MEST"),
            "Pacific/Guam", List.of("ChST", "ChST"),
            "Pacific/Saipan", List.of("ChST", "ChST"));

    static final TimeZoneText UTC = new TimeZoneText(ZoneOffset.UTC, "UTC");

    /** The zone of a name of the tz database; null when there is none. The local zone is UTC. */
    static @Nullable TimeZoneText named(String name) {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return UTC;
        }
        Integer hours = FIXED_HOURS.get(name);
        if (hours != null) {
            return new TimeZoneText(ZoneOffset.ofHours(hours), name);
        }
        boolean known = ZoneRulesProvider.getAvailableZoneIds().contains(name);
        return known ? new TimeZoneText(ZoneId.of(name), null) : null;
    }

    ZoneOffset offset(Instant at) {
        return rules.getRules().getOffset(at);
    }

    /** {@code CET}; the offset where the zone has no abbreviation. */
    String abbreviation(Instant at) {
        if (fixedName != null) {
            return fixedName.isEmpty() ? offsetText(at, true) : fixedName;
        }
        ZoneRules known = rules.getRules();
        boolean isBeforeAll = !known.getTransitions().isEmpty()
                && at.isBefore(known.getTransitions().getFirst().getInstant());
        if (isBeforeAll) {
            return "LMT";
        }
        boolean summer = known.isDaylightSavings(at);
        List<String> own = ABBREVIATIONS.get(rules.getId());
        if (own != null) {
            String abbreviation = own.get(summer ? 1 : 0);
            return abbreviation.isEmpty() ? offsetText(at, false) : abbreviation;
        }
        String name = TimeZone.getTimeZone(rules).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        boolean isAbbreviation = name.chars().allMatch(Character::isUpperCase);
        return isAbbreviation ? name : offsetText(at, false);
    }

    private String offsetText(Instant at, boolean withMinutes) {
        int minutes = offset(at).getTotalSeconds() / 60;
        String sign = minutes < 0 ? "-" : "+";
        int size = Math.abs(minutes);
        String hours = sign + (size / 60 < 10 ? "0" : "") + size / 60;
        return size % 60 == 0 && !withMinutes ? hours : hours + (size % 60 < 10 ? "0" : "") + size % 60;
    }
}
