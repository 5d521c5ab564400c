package dev.capstan.openpgp;

/** Why a key does not count. */
record OpenPgpObjection(OpenPgpFault fault, String why) {}
