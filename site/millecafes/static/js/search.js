/* Suggestions under the field of the search; they lead to a page. Needs combobox.js. */
(() => {
  "use strict";

  const { combobox } = window;

  const suggest = (form) => {
    combobox({
      input: form.querySelector("input[name=q]"),
      list: form.querySelector("[role=listbox]"),
      status: form.querySelector("[data-suggest-status]"),
      ask: (words, signal) => combobox.json(form.dataset.suggest, words, signal),
      draw: ({ suggestions }) => suggestions.map(({ title, url, type, language }) => {
        const option = combobox.option(title, type);
        option.dataset.url = url;
        if (language) option.firstChild.lang = language;
        return option;
      }),
      tell: (count) => combobox.counted(count, form.dataset),
      pick: (option) => location.assign(option.dataset.url),
    });
  };

  document.querySelectorAll("form[data-suggest]").forEach(suggest);
})();
