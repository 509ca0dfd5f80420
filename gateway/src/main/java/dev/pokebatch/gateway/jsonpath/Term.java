package dev.pokebatch.gateway.jsonpath;

/**
 * What stands in a filter before it is known whether it is a test or one side of a comparison: a
 * literal, a query or a function call (RFC 9535, section 2.3.5.1). Its kind is its type in the
 * sense of section 2.4.1: ValueType, NodesType or LogicalType.
 */
sealed interface Term permits Operand, Query, Logical.Matches {}
