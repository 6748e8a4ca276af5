// What tests type to see ghost text, without asking much of a model.

/** Beginnings that every reader of English goes on in the same way. */
export const beginnings = ['For ex', 'On the other ha', 'In order t', 'As a res', 'It is im', 'There are a num'];
